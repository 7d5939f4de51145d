using XBot.Core.Selection;

namespace XBot.Sql.Postgres;

internal sealed class PostgresOptOutStore(PostgresDatabase database) : IOptOutStore
{
    public Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(async connection => await connection.ExecuteAsync(
            "INSERT INTO opt_outs (handle, note, created_at) VALUES (@handle, @note::text, @at) ON CONFLICT (handle) DO NOTHING",
            ("handle", OptOut.KeyOf(handle)), ("note", note), ("at", at)) == 1, ct);

    public Task<bool> RemoveAsync(string handle, CancellationToken ct) =>
        database.WriteAsync(async connection => await connection.ExecuteAsync(
            "DELETE FROM opt_outs WHERE handle = @handle", ("handle", OptOut.KeyOf(handle))) == 1, ct);

    public Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<OptOut>>(async connection => await connection.QueryAsync(
            "SELECT handle, note, created_at FROM opt_outs ORDER BY handle",
            row => new OptOut(row.GetString(0), row.TextOrNull(1), row.Time(2))), ct);
}
