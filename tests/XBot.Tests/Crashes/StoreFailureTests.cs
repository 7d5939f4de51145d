using XBot.CrashHost;
using XBot.CrashHost.Killing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Run;

namespace XBot.Tests.Crashes;

/// <summary>The store fails at each write of a reply's way: nothing is written, or all is and only the answer is lost; once, or five times running. The same daemon goes on.</summary>
public sealed class StoreFailureTests(PostgresServer postgres)
{
    private const string Claimed = "claim-done", Intended = "intent-done", Answered = "record-begins";

    /// <summary>Each write, and the crash that must come before it so that it is made at all.</summary>
    private static readonly (string Write, string? Before)[] Writes =
    [
        (StoreWrites.Plan, null), (StoreWrites.Event, null), (StoreWrites.Claim, null), (StoreWrites.Intent, null), (StoreWrites.Record, null), (StoreWrites.Heartbeat, null),
        (StoreWrites.Release, Claimed), (StoreWrites.Requeue, Claimed), (StoreWrites.Doubt, Answered), (StoreWrites.Sighting, Answered), (StoreWrites.Surrender, Intended),
    ];

    [Fact]
    public async Task A_lost_intent_and_a_lost_outcome_make_no_second_reply_and_lose_none() => await RunAsync("everyday-store",
    [
        Case(0, StoreWrites.Intent, null, committed: true, times: 1),
        Case(1, StoreWrites.Record, null, committed: false, times: 5),
        Case(2, StoreWrites.Record, null, committed: true, times: 1),
    ]);

    [Fact, Trait("Category", "Long")]
    public async Task A_failure_at_any_write_makes_no_second_reply_and_loses_none() => await RunAsync("store",
        Writes.SelectMany(write => new[] { (write, false, 1), (write, false, 5), (write, true, 1), (write, true, 5) })
            .Select((one, index) => Case(index, one.write.Write, one.write.Before, one.Item2, one.Item3)));

    private static CrashCase Case(int index, string write, string? before, bool committed, int times) =>
        new(index) { Before = before, Failure = new StoreFailure(write, committed, times) };

    private async Task RunAsync(string name, IEnumerable<CrashCase> cases) => await MatrixRun.RunAsync(postgres, name, "failures of the store", cases);
}
