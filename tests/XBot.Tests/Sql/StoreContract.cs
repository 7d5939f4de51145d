using XBot.Core.Stores;

namespace XBot.Tests.Sql;

/// <summary>
/// What every store promises, one file a port. Run over SQLite, PostgreSQL and the in-memory fake; the deliberately wrong stores of
/// <see cref="WrongStoreTests"/> prove that these tests can fail.
/// </summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected IRunnerStore Store { get; private set; } = null!;

    /// <summary>A fresh, empty store.</summary>
    protected abstract Task<IRunnerStore> CreateAsync();

    /// <summary>A second opening of the same data, as another process has it.</summary>
    protected abstract Task<IRunnerStore> OpenAgainAsync();

    public async ValueTask InitializeAsync() => Store = await CreateAsync();

    public virtual async ValueTask DisposeAsync() => await Store.DisposeAsync();
}
