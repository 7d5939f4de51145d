namespace XBot.Core.Selection;

/// <summary>Authors who asked to be left alone: for ever, whatever the account.</summary>
public interface IOptOutStore
{
    /// <summary>Handles are compared without @ and without case. False when it was there already.</summary>
    Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct);
    Task<bool> RemoveAsync(string handle, CancellationToken ct);

    /// <summary>By handle.</summary>
    Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct);
}

/// <param name="Handle">As <see cref="KeyOf"/> spells it.</param>
public sealed record OptOut(string Handle, string? Note, DateTimeOffset At)
{
    /// <summary>The spelling that handles are stored and compared in: no @, lower case.</summary>
    public static string KeyOf(string handle) => handle.Trim().TrimStart('@').ToLowerInvariant();
}
