using System.Data.Common;
using Npgsql;
using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;

namespace XBot.Tests.Sql;

public sealed class PostgresSeedQueriesTests(PostgresServer server) : SeedQueriesTests
{
    protected override async Task<(IRunnerStore Store, DbConnection Connection)> CreateAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var ct = TestContext.Current.CancellationToken;
        var url = await server.CreateDatabaseAsync(ct);
        var store = await PostgresRunnerStore.OpenAsync(url, "test-runner", TimeProvider.System, logger: null, ct);
        var connection = new NpgsqlConnection(PostgresUrl.Parse(url).ConnectionString);
        await connection.OpenAsync(ct);
        return (store, connection);
    }
}
