using XBot.Core.Stores;
using XBot.Sql.Moving;
using XBot.Sql.Sqlite;
using XBot.Testing;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql.Keeping;

/// <summary>Copies of a file by way of a network's disk, and beside somebody who still has it open.</summary>
public sealed class StoreFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _share;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Store => _folder.File("xbot.db");

    private string Backup => Path.Combine(_share, "backup.db");

    public StoreFilesTests() => _share = Directory.CreateDirectory(Path.Combine(_folder.Path, "share")).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_disk_gets_a_finished_file_and_gives_it_back()
    {
        await using (var store = await OpenAsync())
        {
            await ConfirmedAsync(store, 1, Noon);
            // The newest rows are in the log still, beside the writer.
            await StoreFiles.BackupAsync(Store, Backup, carried: true, TimeProvider.System, Ct);
            await ConfirmedAsync(store, 2, Noon);
        }

        Assert.Equal([Backup], Directory.GetFiles(_share));
        // What a killed restore left of another backup.
        await File.WriteAllTextAsync(Store + ".restoring.fetched-wal", "another backup's log", Ct);
        // As an archive is kept: nobody may write it.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Backup, UnixFileMode.UserRead);
        var (aside, tables) = await RestoreAsync(Backup, carried: true);

        Assert.Equal(1, tables.Single(table => table.Table == "replies").Rows);
        AssertFiles(aside!, Store);
        await using var restored = await OpenAsync();
        Assert.True(restored.WasRestored);
        Assert.NotNull(await restored.Replies.FindAsync(1, Ct));
        Assert.Null(await restored.Replies.FindAsync(2, Ct));
    }

    [Fact]
    public async Task A_raw_copy_on_a_network_disk_is_read_with_its_log()
    {
        await using (var store = await OpenAsync())
        {
            await ConfirmedAsync(store, 1, Noon);
            // Nobody writes now, so these two files belong together; the reply is in the log alone.
            File.Copy(Store, Backup);
            File.Copy(Store + "-wal", Backup + "-wal");
        }

        File.Delete(Store);
        Assert.Equal(1, (await RestoreAsync(Backup, carried: true)).Tables.Single(table => table.Table == "replies").Rows);
        AssertFiles(Store);
    }

    [Fact]
    public async Task Two_backups_at_once_do_not_share_a_file()
    {
        await using var store = await OpenAsync();
        await ConfirmedAsync(store, 1, Noon);
        var (left, young, own) = (Store + ".carrying-1-1", Store + ".carrying-1-2", Store + ".backup-monday");
        await File.WriteAllTextAsync(own, "a person's own, and old", Ct);
        File.SetLastWriteTimeUtc(own, DateTime.UnixEpoch);
        await File.WriteAllTextAsync(left, "of a process that was killed", Ct);
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        await File.WriteAllTextAsync(young, "of one that may be at work", Ct);
        string[] targets = [.. Enumerable.Range(0, 8).Select(n => Path.Combine(_share, $"{n}.db"))];
        await Task.WhenAll(targets.Select(target => StoreFiles.BackupAsync(Store, target, carried: true, TimeProvider.System, Ct)));
        Assert.Equal(targets, Directory.GetFiles(_share).Order(StringComparer.Ordinal));
        Assert.Equal([young], Directory.GetFiles(_folder.Path, "*.carrying-*"));
        Assert.True(File.Exists(own));
        Assert.All(targets, target => Assert.Equal(["1"], StoreRows.Query(target, "SELECT COUNT(*) FROM replies")));
    }

    [Fact]
    public async Task A_network_disk_that_cannot_be_written_gets_nothing_and_leaves_nothing_behind()
    {
        await using (await OpenAsync())
        {
            // Names that are taken by a folder: nobody can write there, root neither.
            Directory.CreateDirectory(Path.Combine(Backup + ".part", "full"));
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreFiles.BackupAsync(Store, Backup, carried: true, TimeProvider.System, Ct));
            Assert.Contains("nothing was changed", refusal.Message, StringComparison.Ordinal);
        }

        AssertFiles(Store);
        Assert.Empty(Directory.GetFiles(_share));
    }

    [Fact]
    public async Task A_copy_that_breaks_off_is_taken_away_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a file of /proc that can be opened and not read");
        await (await OpenAsync()).DisposeAsync();
        Assert.Throws<StoreUnavailableException>(() => CarriedFile.Copy("/proc/self/mem", Backup));
        Assert.Empty(Directory.GetFiles(_share));
    }

    [Theory]
    [InlineData("zeros")]
    [InlineData("none")]
    [InlineData("another program's")]
    public async Task What_is_no_backup_is_told_by_the_name_that_was_given(string what)
    {
        await (await OpenAsync()).DisposeAsync();
        if (what != "none")
            await File.WriteAllTextAsync(Backup, what == "zeros" ? new string('\0', 5000) : "this is no database", Ct);
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => RestoreAsync(Backup, carried: true));
        Assert.StartsWith(Backup + " ", refusal.Message, StringComparison.Ordinal);
        AssertFiles(Store);
    }

    [Fact]
    public async Task A_store_that_a_command_still_has_open_is_not_put_aside_under_it()
    {
        var store = await OpenAsync();
        await ConfirmedAsync(store, 1, Noon);
        await StoreFiles.BackupAsync(Store, Backup, TimeProvider.System, Ct);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(Backup, carried: false));
        Assert.Contains("open in another command", refusal.Message, StringComparison.Ordinal);
        await ConfirmedAsync(store, 2, Noon);
        Assert.NotNull(await store.Replies.FindAsync(2, Ct));

        await store.DisposeAsync();
        AssertFiles(Store);
        var (aside, _) = await RestoreAsync(Backup, carried: false);
        await using var before = await SqliteRunnerStore.OpenAsync(aside!, "desk", TimeProvider.System, null, Ct);
        Assert.NotNull(await before.Replies.FindAsync(2, Ct));
    }

    [Fact]
    public async Task While_it_is_fenced_nobody_writes_into_it()
    {
        await (await OpenAsync()).DisposeAsync();
        using (StoreFence.Take(Store, patienceSeconds: 1))
        {
            using var shell = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Store};Pooling=False;Default Timeout=1");
            shell.Open();
            Assert.Equal(5, Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => shell.Execute("DELETE FROM facts")).SqliteErrorCode);
        }

        await using var store = await OpenAsync();
        await ConfirmedAsync(store, 1, Noon);
    }

    // A shell that was opened between two restores, and does nothing now.
    [Fact]
    public async Task Whoever_has_a_restored_store_open_is_noticed_too()
    {
        await (await OpenAsync()).DisposeAsync();
        await StoreFiles.BackupAsync(Store, Backup, TimeProvider.System, Ct);
        await RestoreAsync(Backup, carried: false);
        using (var shell = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            shell.Open();
            shell.Scalar("SELECT COUNT(*) FROM facts");
            Assert.Contains("is open in another command", (await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(Backup, carried: false))).Message, StringComparison.Ordinal);
            shell.Scalar("SELECT COUNT(*) FROM facts");
        }

        await using var store = await OpenAsync();
        await ConfirmedAsync(store, 1, Noon);
    }

    [Fact]
    public async Task A_fence_that_was_only_tried_leaves_the_store_with_its_log()
    {
        await (await OpenAsync()).DisposeAsync();
        StoreFence.Take(Store, patienceSeconds: 1).Dispose();
        using var shell = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Store};Pooling=False");
        shell.Open();
        Assert.Equal("wal", shell.Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_store_that_a_killed_restore_left_away_is_not_begun_anew()
    {
        await (await OpenAsync()).DisposeAsync();
        await StoreFiles.BackupAsync(Store, Backup, TimeProvider.System, Ct);
        File.Move(Store, Store + SqliteFile.Restoring);
        Assert.Contains("a restore broke off", (await Assert.ThrowsAsync<StoreRefusedException>(OpenAsync)).Message, StringComparison.Ordinal);
        Assert.Contains("is what a restore that broke off left", (await Assert.ThrowsAsync<StoreRefusedException>(() => RestoreAsync(Store + SqliteFile.Restoring, carried: false))).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Store + SqliteFile.Restoring));

        await RestoreAsync(Backup, carried: false);
        await (await OpenAsync()).DisposeAsync();
        AssertFiles(Store);
    }

    [Fact]
    public async Task A_journal_of_the_former_store_is_not_left_for_the_next_one()
    {
        await (await OpenAsync()).DisposeAsync();
        await StoreFiles.BackupAsync(Store, Backup, TimeProvider.System, Ct);
        await File.WriteAllTextAsync(Store, "damaged beyond knowing", Ct);
        await File.WriteAllTextAsync(Store + "-journal", "and half way through a transaction", Ct);
        var (aside, _) = await RestoreAsync(Backup, carried: false);
        Assert.True(File.Exists(aside + "-journal"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "xbot.db-*"));
    }

    [Fact]
    public async Task The_store_is_no_backup_of_itself()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Contains("is the store itself", (await Assert.ThrowsAsync<StoreRefusedException>(() => RestoreAsync(Store, carried: false))).Message, StringComparison.Ordinal);
    }

    private void AssertFiles(params string[] files) => Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));

    private Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, bool carried) =>
        StoreFiles.RestoreAsync(backup, Store, carried, patienceSeconds: 1, TimeProvider.System, Ct);

    private Task<SqliteRunnerStore> OpenAsync() => SqliteRunnerStore.OpenAsync(Store, "desk", TimeProvider.System, null, Ct);
}
