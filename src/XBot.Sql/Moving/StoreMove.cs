using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>
/// Moves one runner's rows between a file and a PostgreSQL database: into an empty store, in one transaction that is committed only
/// when each table counts the same on both sides. The target has a store id of its own, so that a used profile notices another store.
/// </summary>
internal sealed class StoreMove(SqliteConnection file, NpgsqlConnection server, string runnerId, TimeProvider time, Action<string> progress, CancellationToken ct)
{
    private const int TellEvery = 250_000;

    public async Task<IReadOnlyList<TableCount>> ToPostgresAsync()
    {
        await using var reading = file.BeginTransaction(deferred: true);
        await using var writing = await server.BeginTransactionAsync(ct);
        // Nobody else's rows may come in between.
        await server.ExecuteAsync($"LOCK TABLE {string.Join(", ", StoreTables.Names)} IN EXCLUSIVE MODE");
        var origin = (string?)file.Scalar("SELECT value FROM store_meta WHERE name = 'origin'");
        RefuseOther(origin, await PostgresCounts.MetaAsync(server, "origin"));
        var counts = new List<TableCount>();
        foreach (var table in StoreTables.Names)
        {
            if (await server.FirstAsync($"SELECT EXISTS (SELECT 1 FROM {table})", row => row.GetBoolean(0)))
                throw new StoreRefusedException($"the store to move into is not empty ({table} has rows): nothing was changed; give it a new database");
            var columns = await PostgresCounts.ColumnsAsync(server, table);
            await FillServerAsync(table, columns);
            counts.Add(Compare(table, (long)file.Scalar($"SELECT COUNT(*) FROM {table}")!, await PostgresCounts.CountAsync(server, table)));
            await PostgresCounts.ContinueNumbersAsync(server, table, columns);
        }

        await PostgresCounts.MarkRestoredAsync(server, RandomNumberGenerator.GetHexString(32, lowercase: true), time.GetUtcNow(), origin);
        await writing.CommitAsync(CancellationToken.None);
        return counts;
    }

    public async Task<IReadOnlyList<TableCount>> ToSqliteAsync()
    {
        await using var reading = await server.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await RefuseOwnedAsync();
        await using var writing = file.BeginTransaction(deferred: false);
        var counts = new List<TableCount>();
        foreach (var table in StoreTables.Names)
        {
            await FillFileAsync(table, await PostgresCounts.ColumnsAsync(server, table));
            var there = await server.FirstAsync($"SELECT COUNT(*) FROM {table} WHERE {StoreTables.RowsOfOne(table)}", row => row.GetInt64(0), ("runner", runnerId));
            counts.Add(Compare(table, there, (long)file.Scalar($"SELECT COUNT(*) FROM {table}")!));
        }

        if (await PostgresCounts.MetaAsync(server, "origin") is { } origin)
            file.Execute("INSERT INTO store_meta (name, value) VALUES ('origin', $origin) ON CONFLICT (name) DO NOTHING", ("$origin", origin));
        StoreFiles.MarkRestored(file, time.GetUtcNow());
        await writing.CommitAsync(CancellationToken.None);
        return counts;
    }

    private async Task FillServerAsync(string table, List<PostgresColumn> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        await using var select = file.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns of our own schema.
        select.CommandText = $"SELECT {names} FROM {table}";
#pragma warning restore CA2100
        await using var reader = await select.ExecuteReaderAsync(ct);
        try
        {
            await using var writer = await server.BeginTextImportAsync($"COPY {table} ({names}) FROM STDIN", ct);
            var row = new object?[columns.Count];
            var key = columns.FindIndex(column => column.Name == "fact_key");
            for (long done = 1; await reader.ReadAsync(ct); done++)
            {
                var fact = key < 0 ? null : reader.GetString(key);
                for (var i = 0; i < row.Length; i++)
                    row[i] = columns[i].Write(reader.GetValue(i), runnerId, fact);
                CopyText.WriteRow(writer, row);
                Tell(table, done);
            }
        }
        catch (PostgresException error) when (error.SqlState[..2] is "22" or "23")
        {
            throw new StoreRefusedException($"PostgreSQL does not take a row of {table} ({error.MessageText.ReplaceLineEndings(" ")}): nothing was changed", error);
        }
    }

    private async Task FillFileAsync(string table, List<PostgresColumn> columns)
    {
        await using var insert = file.CreateCommand();
        await using var select = server.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns of our own schema.
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        select.CommandText = $"SELECT {string.Join(", ", columns.Select(column => column.Read))} FROM {table} WHERE {StoreTables.RowsOfOne(table)}";
#pragma warning restore CA2100
        select.Parameters.AddWithValue("runner", runnerId);
        var parameters = columns.Select((_, i) => insert.Parameters.AddWithValue($"$p{i}", DBNull.Value)).ToList();
        await using var reader = await select.ExecuteReaderAsync(ct);
        for (long done = 1; await reader.ReadAsync(ct); done++)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = reader.GetValue(i);
            await insert.ExecuteNonQueryAsync(ct);
            Tell(table, done);
        }
    }

    // With a store of its own beside theirs, two runners would work on one account and neither know of it. The one of our name may be another machine's;
    // where it stopped cleanly it gave the lease back, and after a crash the lease runs out.
    private async Task RefuseOwnedAsync()
    {
        var owner = await server.FirstAsync("""
            SELECT lease.runner_id FROM account_leases AS lease
            WHERE lease.owner IS NOT NULL AND lease.free_at > clock_timestamp()
              AND (lease.runner_id = @runner
                OR EXISTS (SELECT 1 FROM replies WHERE replies.origin = lease.origin AND replies.account_id = lease.account_id AND replies.runner_id = @runner)
                OR lease.account_id = (SELECT event_data #>> '{details,account_id}' FROM system_events
                                       WHERE runner_id = @runner AND event_type = 'RUNNER_DAEMON_HEARTBEAT' ORDER BY id DESC LIMIT 1))
            LIMIT 1
            """, row => row.GetString(0), ("runner", runnerId));
        if (owner is not null)
            throw new StoreRefusedException($"the runner {owner} works on an account of {runnerId} now: nothing was changed; stop it first, and after a crash wait until its lease has run out");
    }

    private void Tell(string table, long done)
    {
        if (done % TellEvery == 0)
            progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{table}: {done} rows"));
    }

    private static void RefuseOther(string? from, string? into)
    {
        if (from is not null && into is not null && from != into)
            throw new StoreRefusedException($"the rows belong to {from}, the store to move into to {into}: nothing was changed");
    }

    private static TableCount Compare(string table, long from, long into) => from == into
        ? new TableCount(table, into)
        : throw new StoreRefusedException($"{table} has {from} rows on one side and {into} on the other: nothing was changed");
}
