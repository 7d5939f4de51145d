using Npgsql;
using XBot.Core.Stores;
using XBot.Sql.Postgres;

namespace XBot.Sql.Moving;

/// <summary>What the move and the backup ask of a PostgreSQL store.</summary>
internal static class PostgresCounts
{
    /// <summary>Those of our tables that this schema has, parents first.</summary>
    public static async Task<IReadOnlyList<string>> TablesOfAsync(NpgsqlConnection connection)
    {
        var there = await connection.QueryAsync("SELECT tablename::text FROM pg_tables WHERE schemaname = ANY (current_schemas(false))", row => row.GetString(0));
        return [.. StoreTables.Names.Where(there.Contains)];
    }

    /// <summary>Reads every value of every row, so that the server meets whatever page is damaged; a count alone may be had from an index.</summary>
    public static async Task<IReadOnlyList<TableCount>> ReadAllAsync(NpgsqlConnection connection)
    {
        var counts = new List<TableCount>();
        foreach (var table in await TablesOfAsync(connection))
            counts.Add(new TableCount(table, await ReadAsync(table)));
        return counts;

        async Task<long> ReadAsync(string table)
        {
            try
            {
                return await connection.FirstAsync($"SELECT COUNT(*), SUM(LENGTH(whole::text)) FROM {table} AS whole", row => row.GetInt64(0));
            }
            // XX: what is inside a row makes no sense; 58: a file of the table is gone. Elsewhere either may pass.
            catch (PostgresException error) when (error.SqlState[..2] is "XX" or "58")
            {
                throw new StoreRefusedException($"the table {table} is damaged ({error.MessageText.ReplaceLineEndings(" ")}); restore a backup", error);
            }
        }
    }

    public static Task<long> CountAsync(NpgsqlConnection connection, string table) => connection.FirstAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0));

    public static Task<string?> MetaAsync(NpgsqlConnection connection, string name) =>
        connection.FirstAsync("SELECT value FROM store_meta WHERE name = @name", row => row.GetString(0), ("name", name));

    public static Task<List<PostgresColumn>> ColumnsAsync(NpgsqlConnection connection, string table) => connection.QueryAsync("""
        SELECT column_name::text, data_type::text, is_identity = 'YES' FROM information_schema.columns
        WHERE table_schema = ANY (current_schemas(false)) AND table_name = @table ORDER BY ordinal_position
        """, row => new PostgresColumn(table, row.GetString(0), row.GetString(1), row.GetBoolean(2)), ("table", table));

    /// <summary>Rows came with their numbers: the next one is counted from there.</summary>
    public static async Task ContinueNumbersAsync(NpgsqlConnection connection, string table, IEnumerable<PostgresColumn> columns)
    {
        foreach (var column in columns.Where(column => column.Generated))
            await connection.ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table}', '{column.Name}'), COALESCE(MAX({column.Name}), 1), MAX({column.Name}) IS NOT NULL) FROM {table}");
    }

    /// <summary>Another identity, and the word that the store may lack what was posted last (docs/decisions/store-rules.md).</summary>
    public static async Task MarkRestoredAsync(NpgsqlConnection connection, string id, DateTimeOffset now, string? origin)
    {
        await connection.ExecuteAsync("UPDATE store_meta SET value = @id WHERE name = 'store_id'", ("id", id));
        await connection.ExecuteAsync(
            "INSERT INTO store_meta (name, value) VALUES ('restored_at', @now) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("now", StoreText.Of(now)));
        if (origin is not null)
            await connection.ExecuteAsync("INSERT INTO store_meta (name, value) VALUES ('origin', @origin) ON CONFLICT (name) DO NOTHING", ("origin", origin));
    }
}
