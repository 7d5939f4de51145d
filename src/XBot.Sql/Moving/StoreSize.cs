namespace XBot.Sql.Moving;

/// <summary>How a store uses its room.</summary>
/// <param name="FreeBytes">Within the file, for new rows; SQLite only.</param>
/// <param name="LiveRows">As the server estimates; PostgreSQL only, like the rest.</param>
/// <param name="DeadRows">Not yet vacuumed.</param>
/// <param name="LastVacuum">Of any of our tables, by hand or by itself; null when there was none.</param>
public sealed record StoreSize(long Bytes, long? FreeBytes, long? LiveRows, long? DeadRows, DateTimeOffset? LastVacuum);
