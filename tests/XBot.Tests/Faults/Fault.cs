namespace XBot.Tests.Faults;

/// <summary>One way in which what the daemon stands on breaks.</summary>
/// <param name="Name">As the figures name it.</param>
/// <param name="NoticeSeconds">What the product's own deadlines allow until it is noticed, on an idle machine.</param>
/// <param name="HealSeconds">What they allow until the end of the first verified cycle, Chrome's start and the cycle itself left out.</param>
/// <param name="Strike">Breaks it; returns what mends it, or null where the daemon mends it by itself.</param>
internal sealed record Fault(string Name, double NoticeSeconds, double HealSeconds, Func<FaultDesk, CancellationToken, Task<Func<Task>?>> Strike)
{
    /// <summary>The daemon must go on as if nothing had been: there is nothing to notice.</summary>
    public bool Harmless { get; init; }

    /// <summary>What keeps it up until it is noticed.</summary>
    public Action<FaultDesk>? Again { get; init; }

    /// <summary>The cycle that meets it may get over it: the end of that cycle, whatever it says, is the notice.</summary>
    public bool WithinCycle { get; init; }

    /// <summary>The store is on what breaks: the log alone can tell, by a line that holds this.</summary>
    public string? Log { get; init; }

    /// <summary>What the first bad heartbeat must say, so that this fault is told apart; null where the event alone says it.</summary>
    public string? Says { get; init; }

    /// <summary>Why it cannot be made here; null when it can.</summary>
    public Func<FaultDesk, Task<string?>> Impossible { get; init; } = _ => Task.FromResult<string?>(null);

    public override string ToString() => Name;
}
