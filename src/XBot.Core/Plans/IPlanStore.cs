namespace XBot.Core.Plans;

/// <summary>
/// <c>growth_plans</c> and <c>growth_execution</c>: one plan a UTC day, made from the caps.
/// The execution's counters move in the transaction that confirms a reply (<see cref="Replies.IReplyStore.TryApplyAsync"/>), nowhere else.
/// </summary>
public interface IPlanStore
{
    /// <summary>Makes the day's plan when it is missing; changes nothing otherwise. Its execution's row begins with the day's first confirmed reply.</summary>
    Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct);

    /// <summary>When any plan's execution last moved, or null when none ever did.</summary>
    Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct);
}
