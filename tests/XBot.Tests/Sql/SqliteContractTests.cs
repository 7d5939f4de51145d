using XBot.Core.Stores;
using XBot.Sql.Sqlite;
using XBot.Testing;

namespace XBot.Tests.Sql;

public sealed class SqliteContractTests : StoreContract
{
    private readonly StoreFolder _folder = new();

    protected override async Task<IRunnerStore> CreateAsync() => await _folder.OpenAsync();

    protected override async Task<IRunnerStore> OpenAgainAsync() => await _folder.OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A folder of its own for one test's database.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("xbot-store-").FullName;

    public string File => Path.Combine(Folder, "xbot.db");

    public Task<SqliteRunnerStore> OpenAsync(string? path = null) =>
        SqliteRunnerStore.OpenAsync(path ?? File, "test-runner", TimeProvider.System, logger: null, TestContext.Current.CancellationToken);

    public void Dispose() => TempFolder.Remove(Folder);
}
