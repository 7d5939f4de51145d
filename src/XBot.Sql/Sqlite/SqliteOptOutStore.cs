using XBot.Core.Selection;

namespace XBot.Sql.Sqlite;

internal sealed class SqliteOptOutStore(SqliteDatabase database) : IOptOutStore
{
    public Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(connection => connection.Execute(
            "INSERT INTO opt_outs (handle, note, created_at) VALUES ($handle, $note, $at) ON CONFLICT (handle) DO NOTHING",
            ("$handle", OptOut.KeyOf(handle)), ("$note", note), ("$at", StoreText.Of(at))) == 1, ct);

    public Task<bool> RemoveAsync(string handle, CancellationToken ct) =>
        database.WriteAsync(connection => connection.Execute(
            "DELETE FROM opt_outs WHERE handle = $handle", ("$handle", OptOut.KeyOf(handle))) == 1, ct);

    public Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<OptOut>>(connection => connection.Query(
            "SELECT handle, note, created_at FROM opt_outs ORDER BY handle",
            row => new OptOut(row.GetString(0), row.TextOrNull(1), row.Time(2))), ct);
}
