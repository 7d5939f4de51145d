using System.Text.Json;
using XBot.Core.Events;
using XBot.Sql.Sqlite;
using XBot.Testing.Stores;
using XBot.Tests.Sql;
using XBot.Tests.Sql.Keeping;

namespace XBot.Tests.App.Commands;

public sealed class DbCommandTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_makes_the_store_brings_an_old_one_forward_and_says_so()
    {
        using var runner = new RunnerFolder();
        var made = await runner.JsonAsync("db", "migrate");
        Assert.Equal((0, SqliteMigrator.Newest), (made.GetProperty("from").GetInt32(), made.GetProperty("to").GetInt32()));
        Assert.Equal($"SQLite {runner.Database}", made.GetProperty("store").GetString());

        File.Delete(runner.Database);
        StoreRows.MakeFirstRelease(runner.Database);
        Assert.Equal(7, await runner.Host.RunAsync("status"));
        Assert.Contains("'xbot db migrate' brings it forward", runner.Host.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, (await runner.JsonAsync("db", "migrate")).GetProperty("from").GetInt32());
        Assert.Equal(0, await runner.Host.RunAsync("status"));
        Assert.Equal(0, await runner.Host.RunAsync("db", "migrate"));
        Assert.Contains($"has schema {SqliteMigrator.Newest} already", runner.Host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_moves_the_file_into_PostgreSQL_and_back_and_backup_and_restore_work_there_too()
    {
        Assert.SkipWhen(postgres.Missing is not null, postgres.Missing ?? "");
        var (url, empty) = (await postgres.CreateDatabaseAsync(Ct), await postgres.CreateDatabaseAsync(Ct));
        using var laptop = new RunnerFolder();
        StoreRows.MakeFirstRelease(laptop.Database);
        Assert.Equal(0, await laptop.Host.RunAsync("db", "migrate"));
        using var fleet = new RunnerFolder(("DATABASE_URL", url), ("RUNNER_ID", "desk"));

        var there = await fleet.JsonAsync("db", "import", laptop.Database);
        Assert.Equal(3, Rows(there, "system_events"));
        Assert.Equal(11, Rows(await fleet.JsonAsync("db", "check"), "replies"));
        Assert.Equal(0, await fleet.Host.RunAsync("db", "backup", Path.Combine(laptop.Profile, "backup.zip")));
        using var second = new RunnerFolder(("DATABASE_URL", empty), ("RUNNER_ID", "desk"));
        Assert.Equal(11, Rows(await second.JsonAsync("db", "restore", Path.Combine(laptop.Profile, "backup.zip")), "replies"));
        using var back = new RunnerFolder(("RUNNER_ID", "desk"));
        Assert.Equal(3, Rows(await back.JsonAsync("db", "import", empty), "system_events"));
        Assert.DoesNotContain("p@ss", back.Host.Stderr + back.Host.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", back.Host.Stderr + back.Host.Stdout, StringComparison.Ordinal);
        Assert.Equal(StoreRows.Of(laptop.Database, "replies"), StoreRows.Of(back.Database, "replies"));
    }

    [Theory]
    [InlineData(4, "there is no such file", "restore", "missing")]
    [InlineData(4, "it is a folder", "restore", ".")]
    [InlineData(4, "there already", "backup", "taken")]
    [InlineData(4, "is no folder", "backup", "no/such/place")]
    [InlineData(4, "DATABASE_URL is not set", "import", "taken")]
    [InlineData(4, "FROM: it names no database", "import", "postgres://me:secret@host")]
    [InlineData(7, "is not an SQLite database", "restore", "taken")]
    [InlineData(7, "only zeros", "restore", "zeros")]
    [InlineData(7, "is empty", "restore", "nothing")]
    [InlineData(7, "is damaged", "restore", "half")]
    [InlineData(7, "has schema 999", "restore", "newer")]
    [InlineData(7, "another program's", "restore", "foreign")]
    [InlineData(7, "of a PostgreSQL store", "restore", "archive")]
    public async Task Bad_input_gets_one_line_and_changes_nothing(int code, string saying, string verb, string file)
    {
        using var runner = new RunnerFolder();
        Assert.Equal(0, await runner.Host.RunAsync("db", "migrate"));
        var here = runner.Host.WorkingDirectory;
        await File.WriteAllTextAsync(Path.Combine(here, "taken"), "dear diary", Ct);
        await File.WriteAllBytesAsync(Path.Combine(here, "zeros"), new byte[8192], Ct);
        await File.WriteAllBytesAsync(Path.Combine(here, "nothing"), [], Ct);
        await File.WriteAllTextAsync(Path.Combine(here, "archive"), "PK and so on", Ct);
        StoreRows.MakeFirstRelease(Path.Combine(here, "half"));
        using (var half = File.OpenWrite(Path.Combine(here, "half")))
            half.SetLength(half.Length / 2 / 4096 * 4096);
        StoreRows.MakeFirstRelease(Path.Combine(here, "newer"));
        StoreRows.Run(Path.Combine(here, "newer"), "INSERT INTO schema_migrations VALUES (999, 'later', 'later')");
        StoreRows.Run(Path.Combine(here, "foreign"), "CREATE TABLE bookmarks (url TEXT)");
        var (id, files) = (await runner.StoreIdAsync(), Directory.GetFiles(runner.Profile).Order().ToList());
        var said = runner.Host.Stderr.Length;

        Assert.Equal(code, await runner.Host.RunAsync("db", verb, file));

        var line = Assert.Single(runner.Host.Stderr[said..].TrimEnd('\n').Split('\n'));
        Assert.Contains(saying, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.Equal(id, await runner.StoreIdAsync());
        Assert.Equal(files, Directory.GetFiles(runner.Profile).Order());
    }

    [Fact]
    public async Task Beside_a_daemon_the_store_is_not_exchanged()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(0, await runner.Host.RunAsync("db", "migrate"));
        var backup = Path.Combine(runner.Host.WorkingDirectory, "backup");
        using var daemon = runner.HoldAs("Daemon");
        Assert.Equal(0, await runner.Host.RunAsync("db", "backup", backup));
        Assert.Equal(0, await runner.Host.RunAsync("db", "check"));
        foreach (var verb in (string[][])[["migrate"], ["restore", backup]])
            Assert.Equal(6, await runner.Host.RunAsync(["db", .. verb]));
    }

    [Fact]
    public async Task Without_a_store_there_is_nothing_to_check_or_back_up()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(7, await runner.Host.RunAsync("db", "check"));
        Assert.Equal(7, await runner.Host.RunAsync("db", "backup", "copy"));
        Assert.Empty(Directory.GetFiles(runner.Host.WorkingDirectory));
    }

    [Fact]
    public async Task Check_finds_what_only_a_look_at_every_page_finds_and_a_daemon_does_not_start_on_it()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(Enumerable.Range(0, 2000).Select(n => StoreFacts.Event("N", EventSeverity.Info, runner.Now, n)));
        var root = long.Parse(StoreRows.Query(runner.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'system_events_by_time'")[0], System.Globalization.CultureInfo.InvariantCulture);
        using (var file = File.OpenWrite(runner.Database))
        {
            file.Position = (root - 1) * 4096;
            file.Write(Enumerable.Repeat((byte)0x5A, 4096).ToArray());
        }

        Assert.Equal(7, await runner.Host.RunAsync("db", "check"));
        Assert.Contains("is damaged", runner.Host.Stderr, StringComparison.Ordinal);
        Assert.Equal(7, await runner.Host.RunAsync("daemon"));
        Assert.Equal(7, await runner.Host.RunAsync("db", "backup", "copy"));
        Assert.Empty(Directory.GetFiles(runner.Host.WorkingDirectory));
    }

    private static long Rows(JsonElement report, string table) =>
        report.GetProperty("tables").EnumerateArray().Single(entry => entry.GetProperty("table").GetString() == table).GetProperty("rows").GetInt64();
}
