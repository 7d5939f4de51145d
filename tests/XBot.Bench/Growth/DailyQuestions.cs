using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Bench.Growth;

/// <summary>What a cycle, <c>status</c> and <c>events</c> ask of the store, and the heartbeat that a cycle writes.</summary>
internal static class DailyQuestions
{
    public static readonly AccountKey Account = new("https://x.com", "1001");

    private static readonly IReadOnlyList<(string Name, Func<IRunnerStore, DateTimeOffset, CancellationToken, Task> Ask)> All =
    [
        ("fact", (store, _, ct) => store.Facts.GetAsync("posting_freeze", ct)),
        ("latest post", (store, _, ct) => store.Events.LatestAsync(EventTypes.PostSuccess, ct)),
        ("latest heartbeat", (store, _, ct) => store.Events.LatestAsync(EventTypes.Heartbeat, ct)),
        ("plan", (store, _, ct) => store.Plans.LastExecutionAsync(ct)),
        ("job", (store, _, ct) => store.Heartbeats.ReadAsync(ct)),
        ("queue", (store, _, ct) => store.Replies.CountAsync(Account, ct)),
        ("sent", (store, now, ct) => store.Replies.SentSinceAsync(Account, now.AddDays(-1), ct)),
        ("claim", (store, now, ct) => store.Replies.ClaimAsync(Account, new Lease("bench", now.AddMinutes(1)), now, [], ct)),
        ("candidates", (store, now, ct) => store.Candidates.OpenAsync(Account, now.AddHours(-3), 20, ct)),
        ("events", (store, _, ct) => store.Events.ListAsync(new EventQuery(), ct)),
        ("events of types", (store, _, ct) => store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess, EventTypes.NoActivity]), ct)),
        ("events by severity", (store, _, ct) => store.Events.ListAsync(new EventQuery(AtLeast: EventSeverity.Warning), ct)),
        ("events since", (store, now, ct) => store.Events.ListAsync(new EventQuery(Since: now.AddHours(-1)), ct)),
        ("follow", (store, _, ct) => store.Events.ListAsync(new EventQuery(AfterId: long.MaxValue - 1), ct)),
        ("follow a type", (store, _, ct) => store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess], AfterId: long.MaxValue - 1), ct)),
        ("fleet", (store, _, ct) => store.Fleet.RunnersAsync(ct)),
        ("nothing to forget", (store, now, ct) => store.Events.PruneAsync(EventTypes.Heartbeat, now.AddYears(-100), 500, ct)),
        ("heartbeat", (store, now, ct) => store.Heartbeats.RecordAsync(new Heartbeat(RunnerStatus.Ok, 0, null, new JsonObject { ["cycle"] = 1, ["session"] = "OK" }, now), ct)),
    ];

    /// <summary>Asks both stores everything, in turns.</summary>
    /// <returns>Medians of the question that grew most, and what is to be said of the others.</returns>
    public static async Task<(double Large, double Small, string Others)> CompareAsync(IRunnerStore large, IRunnerStore small, CancellationToken ct)
    {
        const int rounds = 201;
        var (many, few) = (new double[All.Count, rounds], new double[All.Count, rounds]);
        for (var round = -5; round < rounds; round++)
        {
            for (var n = 0; n < All.Count; n++)
            {
                var (first, second) = round % 2 == 0 ? (large, small) : (small, large);
                var times = (await TimeAsync(n, first), await TimeAsync(n, second));
                if (round >= 0)
                    (many[n, round], few[n, round]) = first == large ? times : (times.Item2, times.Item1);
            }
        }

        var medians = Enumerable.Range(0, All.Count).Select(n => (All[n].Name, Large: Median(many, n), Small: Median(few, n))).ToList();
        var growing = medians.OrderByDescending(question => question.Large / question.Small).ToList();
        var named = growing.Take(3).Select(question => string.Create(CultureInfo.InvariantCulture, $"{question.Name} {question.Large / question.Small:0.00} ({question.Large:0} against {question.Small:0} µs)"));
        var (all, floor) = (medians.Sum(question => question.Large), medians.Sum(question => question.Small));
        return (growing[0].Large, growing[0].Small, string.Create(CultureInfo.InvariantCulture, $"grow most: {string.Join(", ", named)}; all {All.Count} together {all / floor:0.00} ({all:0} against {floor:0} µs)"));

        Task<double> TimeAsync(int n, IRunnerStore store) => Rounds.TimeAsync(() => All[n].Ask(store, TimeProvider.System.GetUtcNow(), ct));

        static double Median(double[,] times, int n) => Rounds.Median(Enumerable.Range(0, times.GetLength(1)).Select(round => times[n, round]));
    }
}
