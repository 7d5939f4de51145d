using System.Globalization;
using XBot.App.Reports;
using XBot.App.Running;
using XBot.Sql.Moving;

namespace XBot.App.Doctor;

/// <summary>Can the store be read, to its replies, and is its room well used?</summary>
internal sealed class StoreCheck : IHealthCheck
{
    /// <summary>Less free room than that is not worth a person's time.</summary>
    private const long Worth = 256L << 20;

    private const long ManyDead = 100_000;

    // The largest tables say where the room went.
    private const int Told = 2;

    public string Name => "store";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.StoreTrouble is { } trouble)
        {
            var kept = KeptHeartbeats.CountIn(patient.Settings.ProfileDir);
            return Finding.Fail(kept == 0 ? trouble : $"{trouble}; {kept} heartbeats are kept in the profile meanwhile", "the runner posts nothing until the store is back");
        }

        if (patient.Store is not { } store)
            return Finding.Warn("there is no store yet", "'./xbot daemon' makes it");
        var replies = await store.Replies.CountAsync(null, ct);
        var settings = patient.Settings;
        var size = await new StoreKeeping(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, patient.Time, _ => { }).SizeAsync(ct);
        var detail = $"{store.Description}, {replies.Values.Sum()} replies";
        return size is null ? Finding.Pass(detail) : Judge(detail, size, patient.Now, Path.Combine(settings.ProfileDir, Sql.StoreOpener.FileName));
    }

    internal static Finding Judge(string store, StoreSize size, DateTimeOffset now, string file)
    {
        var free = size.FreeBytes is { } bytes ? $", {Megabytes(bytes)} of it free for new rows" : "";
        var largest = string.Join(", ", size.Tables.Take(Told).Select(table => Describe(table, now)));
        var detail = $"{store}, {Megabytes(size.Bytes)}{free}{(largest.Length > 0 ? $": {largest}" : "")}";
        if (size.FreeBytes > Worth && size.FreeBytes > size.Bytes / 2)
            return Finding.Warn(detail, $"if you want the room back, stop the daemon, then: sqlite3 '{file}' VACUUM");
        return size.Tables.FirstOrDefault(table => table.DeadRows > ManyDead && table.DeadRows > table.LiveRows) is { } bloated
            ? Finding.Warn($"{detail}; most of {bloated.Table} is dead rows", $"see whether autovacuum runs on the server; VACUUM ANALYZE {bloated.Table} helps at once")
            : Finding.Pass(detail);
    }

    private static string Describe(TableSize table, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{table.Table} {Megabytes(table.Bytes)} ({table.LiveRows} rows, {table.DeadRows} dead, {(table.LastVacuum is { } at ? $"vacuumed {Times.Ago(at, now)}" : "never vacuumed")})");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}
