using XBot.Sql.Moving;

namespace XBot.App.Reports;

/// <summary><c>xbot db migrate --json</c>.</summary>
/// <param name="From">The schema's version before; 0 when there was no store.</param>
internal sealed record MigrateReport(string Store, int From, int To);

/// <summary><c>xbot db backup, restore, import --json</c>.</summary>
/// <param name="With">The backup that was written or put back, or where the rows came from; no password.</param>
/// <param name="Aside">Where the former store is now; null when there was none.</param>
internal sealed record StoreCopyReport(string Store, string With, string? Aside, IReadOnlyList<TableCount> Tables);
