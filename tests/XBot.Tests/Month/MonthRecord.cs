using XBot.Core.Events;
using XBot.Core.Sessions;

namespace XBot.Tests.Month;

/// <summary>What a simulated month left behind, for <see cref="MonthRules"/>.</summary>
internal sealed record MonthRecord
{
    /// <summary>Each cycle's heartbeat, at the moment when the store took it, or the machine kept it because the store was away.</summary>
    public List<Beat> Beats { get; init; } = [];

    /// <summary>Each click on the site, with the truth of that moment.</summary>
    public List<Click> Clicks { get; init; } = [];

    /// <summary>When the world woke the loop: lost Chrome, pauses, clocks.</summary>
    public List<TimeSpan> Wakes { get; init; } = [];

    /// <summary>When the machine woke from its sleep.</summary>
    public List<Wakening> Wakenings { get; init; } = [];

    /// <summary>All of the store's, oldest first.</summary>
    public IReadOnlyList<StoredEvent> Events { get; set; } = [];
}

/// <param name="Awake">Since the month began, the machine's sleep left out.</param>
/// <param name="Life">Which of the daemon's lives.</param>
internal sealed record Beat(TimeSpan Awake, int Life);

/// <param name="At">By the wall clock as it stood.</param>
/// <param name="Accepted">It became a reply on the site.</param>
internal sealed record Click(TimeSpan Awake, int Life, DateTimeOffset At, string TargetId, string Author, bool Accepted, SessionState Session, bool OurAccount, bool Paused, bool Frozen);

internal sealed record Wakening(TimeSpan Awake, int Life);
