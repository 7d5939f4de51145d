namespace XBot.Sql.Moving;

/// <summary>How a store uses its room.</summary>
/// <param name="FreeBytes">Within the file, for new rows; SQLite only.</param>
/// <param name="Tables">Largest first; PostgreSQL only.</param>
public sealed record StoreSize(long Bytes, long? FreeBytes, IReadOnlyList<TableSize> Tables);

/// <summary>One of our tables, as the server estimates it.</summary>
/// <param name="Bytes">With its indexes.</param>
/// <param name="DeadRows">Not yet vacuumed.</param>
/// <param name="LastVacuum">By hand or by itself; null when there was none.</param>
public sealed record TableSize(string Table, long Bytes, long LiveRows, long DeadRows, DateTimeOffset? LastVacuum);
