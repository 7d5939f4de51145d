namespace XBot.Core.Selection;

/// <summary>Authors who asked to be left alone: for ever, whatever the account.</summary>
public interface IOptOutStore
{
    /// <summary>Handles are compared without @ and without case. False when it was there already.</summary>
    Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct);
    Task<bool> RemoveAsync(string handle, CancellationToken ct);
    Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct);
}

public sealed record OptOut(string Handle, string? Note, DateTimeOffset At);
