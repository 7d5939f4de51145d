using System.Data.Common;
using Microsoft.Data.Sqlite;
using XBot.Core.Stores;

namespace XBot.Tests.Sql;

public sealed class SqliteSeedQueriesTests : SeedQueriesTests
{
    private readonly StoreFolder _folder = new();

    protected override async Task<(IRunnerStore Store, DbConnection Connection)> CreateAsync()
    {
        var store = await _folder.OpenAsync();
        var connection = new SqliteConnection($"Data Source={_folder.File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return (store, connection);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
