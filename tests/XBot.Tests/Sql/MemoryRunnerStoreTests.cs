using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.Sql;

public sealed class MemoryRunnerStoreTests : StoreContract
{
    protected override Task<IRunnerStore> CreateAsync() => Task.FromResult<IRunnerStore>(new MemoryRunnerStore());

    protected override Task<IRunnerStore> OpenAgainAsync() => Task.FromResult<IRunnerStore>(((MemoryRunnerStore)Store).Reopen());

    [Fact]
    public async Task A_fault_fails_every_call_until_it_is_cleared()
    {
        var store = (MemoryRunnerStore)Store;
        store.Fault = new StoreUnavailableException("away");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Heartbeats.ReadAsync(Ct));
        store.Fault = null;
        Assert.Null(await store.Heartbeats.ReadAsync(Ct));
    }
}
