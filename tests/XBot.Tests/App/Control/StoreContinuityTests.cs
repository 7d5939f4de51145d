using XBot.App.Running;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Testing;
using XBot.Testing.Stores;

namespace XBot.Tests.App.Control;

/// <summary>Whether a profile's store knows all that was posted from it: a gap shuts the gate until X was read.</summary>
public sealed class StoreContinuityTests : IDisposable
{
    private static readonly AccountKey Account = new("https://x.com", "1");

    private readonly TempFolder _profile = new();
    private readonly MemoryRunnerStore _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _profile.Dispose();

    [Fact]
    public async Task A_runner_that_got_another_name_in_a_shared_store_begins_with_a_gap()
    {
        Assert.Null(await StartAsync("desk"));
        new ProfileBinding(_profile.Path, TimeProvider.System).BindAccount(Account.AccountId);
        Assert.Null(await StartAsync("desk"));

        // What was noted under the former name is not found any more, a gap that was open among it.
        var gap = await StartAsync("desk-2.local");

        Assert.Contains("called desk", gap!.Why, StringComparison.Ordinal);
        await new StoreGap(_store.Facts).CloseAsync(0, TimeProvider.System.GetUtcNow(), Ct);
        Assert.Null(await StartAsync("desk-2.local"));
    }

    [Fact]
    public async Task In_a_file_of_its_own_a_name_means_nothing()
    {
        await StartAsync(null);
        new ProfileBinding(_profile.Path, TimeProvider.System).BindAccount(Account.AccountId);
        Assert.Null(await StartAsync(null));
        // From a file to the same store under a name: nothing was noted under another one.
        Assert.Null(await StartAsync("desk"));
    }

    private async Task<GapState?> StartAsync(string? sharedAs)
    {
        var binding = new ProfileBinding(_profile.Path, TimeProvider.System);
        binding.Bind(Account.Origin);
        await new StoreContinuity(_store, sharedAs, binding, new ClickMark(_profile.Path), TimeProvider.System).CheckAsync(Ct);
        return await new StoreGap(_store.Facts).ReadAsync(Ct);
    }
}
