using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <param name="scope">Whose facts: a runner's id, or <see cref="StoreText.ScopeOf"/> an account.</param>
internal sealed class PostgresFactStore(PostgresDatabase database, string scope, string runnerId) : IFactStore
{
    public Task<string?> GetAsync(string key, CancellationToken ct) => database.ReadAsync(connection => connection.FirstAsync(
        "SELECT value::text FROM facts WHERE runner_id = @runner AND fact_key = @key", row => row.GetString(0), ("runner", scope), ("key", key)), ct);

    public Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<RunnerEvent> events) =>
        database.WriteAsync(async connection =>
        {
            if (json is null)
                await connection.ExecuteAsync("DELETE FROM facts WHERE runner_id = @runner AND fact_key = @key", ("runner", scope), ("key", key));
            else
                await connection.ExecuteAsync("""
                    INSERT INTO facts (runner_id, fact_key, value, updated_at) VALUES (@runner, @key, @value::json, @at)
                    ON CONFLICT (runner_id, fact_key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
                    """,
                    ("runner", scope), ("key", key), ("value", json), ("at", at));
            return await PostgresEventStore.AppendAsync(connection, runnerId, events);
        }, ct);
}
