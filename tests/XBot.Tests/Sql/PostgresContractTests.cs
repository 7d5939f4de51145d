using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace XBot.Tests.Sql;

public sealed class PostgresContractTests(PostgresServer server) : StoreContract
{
    private string _url = "";

    protected override async Task<IRunnerStore> CreateAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        _url = await server.CreateDatabaseAsync(Ct);
        return await OpenAgainAsync();
    }

    protected override async Task<IRunnerStore> OpenAgainAsync() =>
        await PostgresRunnerStore.OpenAsync(_url, "test-runner", TimeProvider.System, logger: null, Ct);
}
