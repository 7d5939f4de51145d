using XBot.Core.Posting;
using XBot.Core.Sessions;
using XBot.Core.Stores;

namespace XBot.Tests.Month;

/// <summary>What an event does to the daemon.</summary>
internal enum Effect { None, Wakes, LosesChrome, Stops, Kills }

/// <summary>What happens in the month, and when: drawn from the world's chance, in awake time.</summary>
internal sealed class MonthScript
{
    private readonly MonthWorld _world;
    private readonly PriorityQueue<Func<Task<Effect>>, TimeSpan> _due = new();

    public MonthScript(MonthWorld world)
    {
        _world = world;
        Each("Chrome died", Hours(4), () => Effect.LosesChrome);
        Each("Chrome died again and again", Hours(70), () => Storm());
        Lasting("Chrome would not start", Hours(60), Hours(0.1), Hours(0.7), on => world.ChromeCanStart = !on, Effect.LosesChrome);
        Session("logged out", SessionState.LoggedOut, 60, 0.5, 8);
        Session("unknown page", SessionState.Unknown, 40, 0.1, 0.6);
        Session("rate limited", SessionState.RateLimited, 50, 0.1, 0.5);
        Session("blank page", SessionState.NotRendering, 60, 0.05, 0.4);
        Session("challenge", SessionState.Challenge, 120, 0.5, 4);
        Lasting("another account", Hours(150), Hours(0.2), Hours(2), on => world.OurAccount = !on);
        Lasting("timeline away", Hours(40), Hours(0.2), Hours(2), on => world.Reading = on ? MonthTrouble.NeverLoaded : MonthTrouble.None);
        Lasting("reader broken", Hours(60), Hours(0.2), Hours(2), on => world.Reading = on ? MonthTrouble.Throws : MonthTrouble.None);
        Lasting("store away", Hours(30), Hours(0.01), Hours(0.4), Away);
        Lasting("paused", Hours(40), Hours(0.1), Hours(3), on => world.IsPaused = on, Effect.Wakes);
        Lasting("nothing to answer", Hours(80), Hours(7), Hours(40), on => world.Quiet = on);
        Lasting("clock set wrong", Hours(40), Hours(0.5), Hours(6), on => world.Wrong = on ? Minutes(world.Chance.Next(1, 120) * (world.Happens(0.5) ? 1 : -1)) : TimeSpan.Zero, Effect.Wakes);
        Each("slept", Hours(20), Sleep);
        Each("stopped and started", Hours(30), () => Effect.Stops);
        Each("killed", Hours(30), () => Effect.Kills);
        Each("a person looked", Hours(3), PersonAsync);
    }

    public TimeSpan Next => _due.TryPeek(out _, out var at) ? at : TimeSpan.MaxValue;

    public Task<Effect> HappenAsync() => _due.Dequeue()();

    private void Each(string what, TimeSpan every, Func<Effect> happen) => Each(what, every, () => Task.FromResult(happen()));

    private void Each(string what, TimeSpan every, Func<Task<Effect>> happen) => At(Soon(every), async () =>
    {
        _world.Count(what);
        Each(what, every, happen);
        return await happen();
    });

    private void Lasting(string what, TimeSpan every, TimeSpan least, TimeSpan most, Action<bool> turn, Effect effect = Effect.None) => At(Soon(every), () =>
    {
        _world.Count(what);
        turn(true);
        At(least + ((most - least) * _world.Chance.NextDouble()), () =>
        {
            turn(false);
            Lasting(what, every, least, most, turn, effect);
            return Task.FromResult(effect == Effect.Wakes ? effect : Effect.None);
        });
        return Task.FromResult(effect);
    });

    private void Session(string what, SessionState state, double every, double least, double most) =>
        Lasting(what, Hours(every), Hours(least), Hours(most), on => _world.Session = on ? state : SessionState.Ok);

    private Effect Storm()
    {
        for (var n = 1; n < 16; n++)
            At(Minutes(n * 1.5), () => Task.FromResult(Effect.LosesChrome));
        return Effect.LosesChrome;
    }

    private Effect Sleep()
    {
        _world.Slept += Hours(0.01 + (_world.Chance.NextDouble() * _world.Chance.NextDouble() * 10));
        _world.Record.Wakenings.Add(new Wakening(_world.Awake, _world.Life));
        return Effect.Wakes;
    }

    private void Away(bool on) => _world.Store.Fault = on ? new StoreUnavailableException("the disk is full") : null;

    // Twice of three times a person sees that posting is frozen, and lifts it.
    private async Task<Effect> PersonAsync()
    {
        if (_world.Store.Fault is null && _world.Happens(0.66) && await new PostingFreeze(_world.Store, () => _world.Account).LiftAsync("a person", _world.Wall, CancellationToken.None))
            _world.Count("freeze lifted by a person");
        return Effect.None;
    }

    private void At(TimeSpan later, Func<Task<Effect>> happen) => _due.Enqueue(happen, _world.Awake + later);

    private TimeSpan Soon(TimeSpan mean) => mean * -Math.Log(1 - _world.Chance.NextDouble());

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
