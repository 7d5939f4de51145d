using System.Text.RegularExpressions;
using Npgsql;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>Runs one visible statement with its parameters. A parameter that may be null is cast in the statement, which gives it its type.</summary>
internal static partial class PostgresSql
{
    /// <summary>Returns the number of changed rows.</summary>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }

    public static async Task<T?> FirstAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, params (string Name, object? Value)[] parameters) =>
        (await connection.QueryAsync(sql, row, parameters)) is [var first, ..] ? first : default;

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    private static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this assembly; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value switch
            {
                null => DBNull.Value,
                DateTimeOffset time => StoredTime.Truncate(time).UtcDateTime,
                string text => WithoutNul(text),
                _ => value,
            });
        return command;
    }

    // No text and no jsonb of PostgreSQL holds it, plain or as an escape of JSON; a broken tool's output does, and must not cost the row.
    private static string WithoutNul(string text) =>
        text.Contains('\0', StringComparison.Ordinal) || text.Contains("u0000", StringComparison.Ordinal) ? Nul().Replace(text, "$1\ufffd") : text;

    [GeneratedRegex(@"((?<!\\)(?:\\\\)*)(?:\\u0000|\0)", RegexOptions.CultureInvariant)]
    private static partial Regex Nul();
}
