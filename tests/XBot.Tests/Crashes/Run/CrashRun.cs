using System.Collections.Concurrent;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Crashes.Run;

/// <summary>Works cases off, on a few desks side by side. A desk serves until it runs out of posts to answer, or until a case on it failed.</summary>
internal sealed class CrashRun(PostgresServer postgres, int workers)
{
    private readonly ConcurrentQueue<CrashCase> _open = new();

    /// <summary>Hands each result over as it comes, one at a time.</summary>
    public async Task RunAsync(IEnumerable<CrashCase> cases, Action<CrashResult> done, CancellationToken ct)
    {
        foreach (var one in cases)
            _open.Enqueue(postgres.Missing is null ? one : one with { Postgres = false });
        var results = new Lock();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(result =>
        {
            lock (results)
                done(result);
        }, ct)));
    }

    private async Task WorkAsync(Action<CrashResult> done, CancellationToken ct)
    {
        var desks = new Dictionary<bool, CrashDesk>();
        try
        {
            while (_open.TryDequeue(out var one))
            {
                if (!desks.TryGetValue(one.Postgres, out var desk))
                    desks[one.Postgres] = desk = await CrashDesk.OpenAsync(one.Postgres ? await postgres.CreateDatabaseAsync(ct) : null, ct);
                var result = await new CaseRun(desk, one).RunAsync(ct);
                done(result);
                // A fault may leave the account or a target in a state that later cases would pay for.
                if (result.Problems.Count == 0 && one.Fault is null && desk.TargetsLeft >= CaseRun.Replies)
                    continue;
                desks.Remove(one.Postgres);
                await desk.DisposeAsync();
            }
        }
        finally
        {
            foreach (var desk in desks.Values)
                await desk.DisposeAsync();
        }
    }
}
