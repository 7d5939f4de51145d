using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryOptOutStore(MemoryTables tables) : IOptOutStore
{
    public Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct) =>
        tables.Run(() => tables.OptOuts.TryAdd(OptOut.KeyOf(handle), new OptOut(OptOut.KeyOf(handle), note, StoredTime.Truncate(at))), ct);

    public Task<bool> RemoveAsync(string handle, CancellationToken ct) => tables.Run(() => tables.OptOuts.Remove(OptOut.KeyOf(handle)), ct);

    public Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct) => tables.Run<IReadOnlyList<OptOut>>(() => [.. tables.OptOuts.Values], ct);
}
