using XBot.Core.Reconciling;
using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary>Is this the store that knows all that was posted from this profile (docs/decisions/store-rules.md)?</summary>
/// <param name="sharedAs">The runner's name, in a store that runners share; null for a file of the profile's own.</param>
internal sealed class StoreContinuity(IRunnerStore store, string? sharedAs, ProfileBinding binding, ClickMark mark, TimeProvider time)
{
    /// <summary>Opens a <see cref="StoreGap"/> where it is not, and binds the profile to the store that it has now.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var bound = binding.Read();
        var isMarkKnown = await mark.IsKnownAsync(store, ct);
        var why = bound?.StoreId is { } before && before != store.StoreId ? "the profile was used with another store"
            : bound?.StoreId is null && store.WasRestored ? "the store was restored or imported"
            : !isMarkKnown ? "the store is older than the profile's last reply"
            // What was noted under the former name, a gap or a freeze of its own, is not found under this one.
            : bound?.SharedAs is { } name && sharedAs is not null && name != sharedAs ? $"the runner was called {name}"
            : null;
        if (why is null)
        {
            binding.RebindStore(store.StoreId, sharedAs);
            return;
        }

        // Nobody was ever signed in and nothing was clicked: nothing was posted, unless from the profile that the store came from.
        if (bound?.AccountId is not null || store.WasRestored || !isMarkKnown)
            await new StoreGap(store.Facts).OpenAsync(why, time.GetUtcNow(), ct);
        // The gap stands in the store: from here on this is the profile's store, and going back to the other one is a change again.
        binding.RebindStore(store.StoreId, sharedAs);
        mark.Forget();
    }
}
