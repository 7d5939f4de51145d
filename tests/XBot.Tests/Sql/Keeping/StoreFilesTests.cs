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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Store => _folder.File("xbot.db");

    private string Backup => Path.Combine(_folder.Path, "share", "backup.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_disk_gets_a_finished_file_and_gives_it_back()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Backup)!);
        await using (var store = await OpenAsync())
        {
            await ConfirmedAsync(store, 1, Noon);
            // The newest rows are in the log still, beside the writer.
            await StoreFiles.BackupAsync(Store, Backup, carried: true, Ct);
            await ConfirmedAsync(store, 2, Noon);
        }

        Assert.Equal([Backup], Directory.GetFiles(Path.GetDirectoryName(Backup)!));
        var (aside, tables) = await StoreFiles.RestoreAsync(Backup, Store, carried: true, TimeProvider.System, Ct);

        Assert.Equal(1, tables.Single(table => table.Table == "replies").Rows);
        Assert.Equal(new[] { aside, Store }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
        await using var restored = await OpenAsync();
        Assert.True(restored.WasRestored);
        Assert.NotNull(await restored.Replies.FindAsync(1, Ct));
        Assert.Null(await restored.Replies.FindAsync(2, Ct));
    }

    [Fact]
    public async Task A_network_disk_that_cannot_be_written_leaves_nothing_behind()
    {
        await using var store = await OpenAsync();
        // A name that is taken by a folder: nobody can write there, root neither.
        Directory.CreateDirectory(Backup + ".part");
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreFiles.BackupAsync(Store, Backup, carried: true, Ct));
        Assert.Contains("nothing was changed", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), file => file.Contains("backing-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_a_command_still_has_open_is_not_put_aside_under_it()
    {
        var backup = _folder.File("backup.db");
        var store = await OpenAsync();
        await ConfirmedAsync(store, 1, Noon);
        await StoreFiles.BackupAsync(Store, backup, Ct);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreFiles.RestoreAsync(backup, Store, TimeProvider.System, Ct));
        Assert.Contains("open in another command", refusal.Message, StringComparison.Ordinal);
        await ConfirmedAsync(store, 2, Noon);
        Assert.NotNull(await store.Replies.FindAsync(2, Ct));

        await store.DisposeAsync();
        var (aside, _) = await StoreFiles.RestoreAsync(backup, Store, TimeProvider.System, Ct);
        await using var before = await SqliteRunnerStore.OpenAsync(aside!, "desk", TimeProvider.System, null, Ct);
        Assert.NotNull(await before.Replies.FindAsync(2, Ct));
    }

    private Task<SqliteRunnerStore> OpenAsync() => SqliteRunnerStore.OpenAsync(Store, "desk", TimeProvider.System, null, Ct);
}
