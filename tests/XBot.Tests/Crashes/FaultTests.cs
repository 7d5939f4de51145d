using XBot.Core.Replies;
using XBot.CrashHost.Killing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Run;

namespace XBot.Tests.Crashes;

/// <summary>Each fault of the sandbox's that touches sending strikes in the middle of it, alone and with a kill on top.</summary>
public sealed class FaultTests(PostgresServer postgres)
{
    // Before the target's page is loaded; before the click.
    private const string Page = "claim-done", Click = "submit-begins";

    // Where a kill comes on top: the click has gone, the answer is there but not written down.
    private static readonly string[] Kills = ["released", "record-begins"];

    private static readonly SandboxFault[] Faults =
    [
        new("slow-accept", Click, ReplyState.Confirmed, DelayMs: 1500),
        new("answer-lost", Click, ReplyState.Confirmed),
        new("late-visible", Click, ReplyState.Confirmed, DelayMs: 2500),
        new("refuse-187", Click, ReplyState.NeedsHuman),
        new("refuse-226", Click, ReplyState.Confirmed),
        new("refuse-326", Click, ReplyState.Confirmed),
        new("refuse-344", Click, ReplyState.Confirmed),
        new("refuse-385", Click, ReplyState.Failed),
        new("refuse-433", Click, ReplyState.Failed),
        new("target-deleted", Click, ReplyState.Failed),
        new("http-429", Click, ReplyState.Confirmed),
        new("http-500", Click, ReplyState.NeedsHuman),
        new("slow", Click, ReplyState.Confirmed, DelayMs: 1500),
        // The one request that hangs may be another one of the page's.
        new("hang", Click, DelayMs: 2000),
        new("logout", Click, ReplyState.Confirmed),
        new("logout", Page, ReplyState.Confirmed),
        new("other-account", Page, ReplyState.Confirmed),
        new("consent-wall", Page, ReplyState.Confirmed),
        new("challenge", Page, ReplyState.Confirmed),
        new("blank-shell", Page, ReplyState.Confirmed),
        new("renamed-testid", Page, ReplyState.Confirmed),
        new("lost-characters", Page, ReplyState.Confirmed),
        new("button-disabled", Page, ReplyState.Confirmed),
        new("lost-characters", Page, ReplyState.Failed, Times: 100),
        new("button-disabled", Page, ReplyState.Failed, Times: 100),
    ];

    [Fact]
    public async Task Slow_lost_and_late_answers_make_no_second_reply_and_lose_none() => await RunAsync("everyday-faults",
    [
        new(0) { Fault = Faults[0], Point = KillPoints.Of("released"), WithChrome = true },
        new(1) { Fault = Faults[1] },
        new(2) { Fault = Faults[2], Point = KillPoints.Of("record-begins") },
    ]);

    [Fact, Trait("Category", "Long")]
    public async Task No_fault_makes_a_second_reply_or_loses_one() => await RunAsync("faults", Faults.SelectMany(fault => new CrashCase[]
    {
        new(0) { Fault = fault },
        new(0) { Fault = fault, Point = KillPoints.Of(Kills[0]) },
        new(0) { Fault = fault, Point = KillPoints.Of(Kills[0]), WithChrome = true },
        new(0) { Fault = fault, Point = KillPoints.Of(Kills[1]) },
    }).Select((one, index) => one with { Index = index }));

    private async Task RunAsync(string name, IEnumerable<CrashCase> cases) => await MatrixRun.RunAsync(postgres, name, "faults of the site", cases);
}
