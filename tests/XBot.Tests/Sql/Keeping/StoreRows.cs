using Microsoft.Data.Sqlite;
using Npgsql;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Testing;

namespace XBot.Tests.Sql.Keeping;

/// <summary>A database's rows as text, table by table: what must be the same before and after.</summary>
internal static class StoreRows
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A database as the first release left it, rows in every table.</summary>
    public static string FirstRelease(string store) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "XBot.Tests", "Sql", "Releases", $"{store}-1.sql"));

    public static void MakeFirstRelease(string file) => Run(file, FirstRelease("sqlite"));

    public static void Run(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static async Task RunAsync(string url, string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresUrl.Parse(url).ConnectionString);
#pragma warning disable CA2100 // Statements of these tests.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }

    public static IReadOnlyList<string> Query(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    public static async Task<IReadOnlyList<string>> QueryAsync(string url, string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresUrl.Parse(url).ConnectionString);
#pragma warning disable CA2100 // Statements of these tests.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    /// <summary>Every row of the table, in the columns that <paramref name="columns"/> name, or in all.</summary>
    public static IReadOnlyList<string> Of(string file, string table, string columns = "*") =>
        [.. Query(file, $"SELECT {columns} FROM {table}").Select(row => $"{table}: {row}").Order(StringComparer.Ordinal)];

    public static async Task<IReadOnlyList<string>> OfAsync(string url, string table, string? columns = null) =>
        [.. (await QueryAsync(url, $"SELECT ({(columns is null ? $"{table}.*" : columns)})::text FROM {table}")).Select(row => $"{table}: {row}").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> AllOf(string file) => [.. StoreTables.Names.SelectMany(table => Of(file, table))];

    public static async Task<IReadOnlyList<string>> AllOfAsync(string url)
    {
        var rows = new List<string>();
        foreach (var table in StoreTables.Names)
            rows.AddRange(await OfAsync(url, table));
        return rows;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }
}
