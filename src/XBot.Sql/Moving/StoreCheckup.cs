namespace XBot.Sql.Moving;

/// <summary>What <c>xbot db check</c> finds.</summary>
/// <param name="FreeBytes">Room inside the file that new rows will use; null on PostgreSQL, which keeps its own house.</param>
/// <param name="Tables">Not counted where there are problems.</param>
/// <param name="Problems">Empty when all is well.</param>
public sealed record StoreCheckup(string Store, int Schema, long Bytes, long? FreeBytes, IReadOnlyList<TableCount> Tables, IReadOnlyList<string> Problems);
