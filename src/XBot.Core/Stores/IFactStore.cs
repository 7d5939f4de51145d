namespace XBot.Core.Stores;

/// <summary>
/// Small facts that must outlive a restart (freeze, first start, alert episode …), one JSON text a key, scoped to this runner or to an account.
/// The typed classes that own each key stand beside the code that uses them.
/// </summary>
public interface IFactStore
{
    Task<string?> GetAsync(string key, CancellationToken ct);

    /// <summary>Sets the fact (null removes it) and appends the events in the same transaction.</summary>
    Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<Events.RunnerEvent> events);
}
