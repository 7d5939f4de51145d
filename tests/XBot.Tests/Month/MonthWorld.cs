using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.Month;

/// <summary>Everything around the daemon: the machine's clocks, Chrome, the site, the store and a person. It outlives the daemon's lives.</summary>
internal sealed class MonthWorld : IPauseSwitch, IAccountBinding, IClickMark
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The machine runs through the month; the daemon does not.</summary>
    public const string Boot = "one";

    public MonthWorld(int seed)
    {
        Chance = new Random(seed);
        Store = new MemoryRunnerStore("month", new MonthWall(this));
        Kept = new MonthKeep(this);
    }

    public Random Chance { get; }
    public MonthRecord Record { get; } = new();

    /// <summary>On the same machine: its clock jumps with the wall's.</summary>
    public MemoryRunnerStore Store { get; }

    /// <summary>Heartbeats that wait for the store.</summary>
    public MonthKeep Kept { get; }

    public TimeSpan Awake { get; set; }
    public TimeSpan Slept { get; set; }

    /// <summary>By how much the wall clock is set wrong.</summary>
    public TimeSpan Wrong { get; set; }

    public int Life { get; set; }

    /// <summary>The time of the rest of the world.</summary>
    public DateTimeOffset True => Begin + Awake + Slept;

    public DateTimeOffset Wall => True + Wrong;

    public bool ChromeUp { get; set; }
    public bool ChromeCanStart { get; set; } = true;
    public SessionState Session { get; set; } = SessionState.Ok;
    public bool OurAccount { get; set; } = true;
    public bool IsPaused { get; set; }

    /// <summary>Nobody writes anything worth an answer.</summary>
    public bool Quiet { get; set; }

    /// <summary>The timeline does not come up, or breaks what reads it.</summary>
    public MonthTrouble Reading { get; set; }

    public string? AccountId { get; private set; }

    /// <summary>As the store keeps a freeze of it; null before the first login.</summary>
    public AccountKey? Account => AccountId is { } id ? new AccountKey(Site.X.Origin, id) : null;

    /// <summary>Our replies, by target: the first counts.</summary>
    public Dictionary<string, SeenReply> OnSite { get; } = [];

    public Dictionary<string, int> Happened { get; } = [];

    public void Bind(string accountId) => AccountId = accountId;

    Task<bool> IClickMark.IsKnownAsync(IRunnerStore store, CancellationToken ct) => Task.FromResult(true);

    void IClickMark.Forget()
    {
    }

    void IClickMark.Ready(Reply reply)
    {
    }

    void IClickMark.Note() => Count("clicks marked");

    public bool Happens(double probability) => Chance.NextDouble() < probability;

    public void Count(string what) => Happened[what] = Happened.GetValueOrDefault(what) + 1;
}

internal sealed class MonthWall(MonthWorld world) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => world.Wall;
}

internal enum MonthTrouble { None, NeverLoaded, Throws }
