using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <param name="scope">Goes before each key: nothing for the runner's own, else <see cref="StoreText.ScopeOf"/> an account.</param>
internal sealed class SqliteFactStore(SqliteDatabase database, string scope, string runnerId) : IFactStore
{
    public Task<string?> GetAsync(string key, CancellationToken ct) =>
        database.ReadAsync(connection => (string?)connection.Scalar("SELECT value FROM facts WHERE fact_key = $key", ("$key", scope + key)), ct);

    public Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<RunnerEvent> events) =>
        database.WriteAsync(connection =>
        {
            if (json is null)
                connection.Execute("DELETE FROM facts WHERE fact_key = $key", ("$key", scope + key));
            else
                connection.Execute("""
                    INSERT INTO facts (fact_key, value, runner_id, updated_at) VALUES ($key, $value, $runner, $at)
                    ON CONFLICT (fact_key) DO UPDATE SET value = excluded.value, runner_id = excluded.runner_id, updated_at = excluded.updated_at
                    """,
                    ("$key", scope + key), ("$value", json), ("$runner", runnerId), ("$at", StoreText.Of(at)));
            return SqliteEventStore.Append(connection, runnerId, events);
        }, ct);
}
