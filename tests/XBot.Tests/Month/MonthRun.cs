using XBot.Core.Events;
using XBot.Core.Rules;
using XBot.Core.Settings;

namespace XBot.Tests.Month;

/// <summary>
/// Lives through a month: whenever the loop waits, time goes on to what it waits for or to the next event of the script, whichever comes first.
/// Everything that ends a process ends this life, and the next one begins as launchd or systemd begin it.
/// </summary>
internal sealed class MonthRun(RunnerSettings settings, int seed)
{
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(10);

    // Real time: a loop that neither waits nor ends is a fault of the loop.
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(2);

    private readonly List<MonthLife> _lives = [];

    public MonthWorld World { get; } = new(seed);

    public long Cycles => _lives.Sum(life => life.Cycles);

    public long Rests => _lives.Sum(life => life.Rests);

    public async Task<MonthRecord> RunAsync(long cycles, CancellationToken ct)
    {
        await new RulesConsent(World.Store.Facts).AcceptAsync("a person", World.Wall, ct);
        var script = new MonthScript(World);
        var life = Begin();
        var waiting = await NextAsync(life, ct);
        // Looked at only while the loop waits.
        for (; Cycles < cycles; waiting = await NextAsync(life, ct))
        {
            if (waiting is null || !await LiveAsync(life, waiting, script))
                life = Again(waiting is null ? "ended cleanly" : $"ended by {(waiting.Kind == WaitKind.Hang ? "the watch over a hang" : "a kill")}");
        }

        for (life.Stop(); waiting is { Kind: WaitKind.Sleep or WaitKind.Work }; waiting = await NextAsync(life, ct))
            if (waiting.Kind == WaitKind.Work && !waiting.Token.IsCancellationRequested)
                Advance(life, World.Awake + waiting.For);
        foreach (var one in _lives)
            one.Dispose();
        World.Store.Fault = null;
        World.Record.Events = [.. (await World.Store.Events.ListAsync(new EventQuery(Limit: int.MaxValue), ct)).Reverse()];
        return World.Record;
    }

    /// <summary>False when the process is no more.</summary>
    private async Task<bool> LiveAsync(MonthLife life, Waiting waiting, MonthScript script)
    {
        if (waiting.Kind == WaitKind.Death)
            return false;
        if (waiting.Kind == WaitKind.Hang)
        {
            Advance(life, life.Due);
            return false;
        }

        var sleeping = waiting.Kind == WaitKind.Sleep;
        if (sleeping && life.PayOwed())
            return true;
        var until = World.Awake + waiting.For;
        while (!life.IsStopping && script.Next < until)
        {
            Advance(life, script.Next);
            var effect = await script.HappenAsync();
            if (effect == Effect.Kills)
                return false;
            if (effect == Effect.LosesChrome)
                life.Browser.Lose();
            if (effect is Effect.LosesChrome or Effect.Wakes)
            {
                World.Record.Wakes.Add(World.Awake);
                if (life.Look(waiting))
                    return true;
            }

            if (effect == Effect.Stops)
            {
                life.Stop();
                if (sleeping || waiting.Token.IsCancellationRequested)
                    return true;
            }
        }

        Advance(life, until);
        return true;
    }

    /// <summary>What the loop waits for; null when it has ended.</summary>
    private static async Task<Waiting?> NextAsync(MonthLife life, CancellationToken ct)
    {
        var next = life.Clock.Waits.ReadAsync(ct).AsTask();
        if (await Task.WhenAny(next, life.Running, Task.Delay(Stuck, TimeProvider.System, ct)) is var first && first == next)
            return await next;
        Assert.True(first == life.Running, "the loop neither waits nor ends");
        await life.Running;
        return null;
    }

    private void Advance(MonthLife life, TimeSpan to)
    {
        if (to <= World.Awake)
            return;
        var by = to - World.Awake;
        World.Awake = to;
        life.Clock.Advance(by);
    }

    private MonthLife Again(string why)
    {
        World.Count(why);
        World.Awake += RestartDelay;
        return Begin();
    }

    private MonthLife Begin()
    {
        var life = new MonthLife(World, settings);
        _lives.Add(life);
        return life;
    }
}
