using Microsoft.Data.Sqlite;
using XBot.Core.Stores;
using XBot.Sql;
using XBot.Sql.Sqlite;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_store_is_made_for_its_owner_only()
    {
        await using var store = await _folder.OpenAsync();
        Assert.Equal(32, store.StoreId.Length);
        Assert.Equal($"SQLite {_folder.File}", store.Description);
        foreach (var file in Directory.GetFiles(_folder.Folder))
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        Assert.Equal("wal|2|1", await Pragmas("journal_mode", "synchronous", "foreign_keys"));
        Assert.Equal("1|1", await Pragmas("fullfsync", "checkpoint_fullfsync"));

        async Task<string> Pragmas(params string[] names) => string.Join('|', await store.Database.WithWriterAsync(
            connection => names.Select(name => connection.Scalar("PRAGMA " + name)).ToList(), Ct));
    }

    [Fact]
    public async Task An_empty_file_is_a_new_store()
    {
        await File.WriteAllBytesAsync(_folder.File, [], Ct);
        Assert.Null(await SqliteRunnerStore.OpenForReadingAsync(_folder.File, "r", Ct));
        await using var store = await _folder.OpenAsync();
        Assert.Null(await store.Heartbeats.ReadAsync(Ct));
    }

    [Fact]
    public async Task Everything_is_still_there_after_a_restart()
    {
        await using (var first = await _folder.OpenAsync())
            await first.Events.AppendAsync(Event("A"), Ct);
        await using var second = await _folder.OpenAsync();
        Assert.NotNull(await second.Events.LatestAsync("A", Ct));
    }

    [Fact]
    public async Task Reading_makes_nothing_and_sees_what_the_daemon_writes()
    {
        Assert.Null(await StoreOpener.OpenForReadingAsync(null, _folder.Folder, "r", Ct));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Folder));
        Assert.Null(await StoreOpener.OpenForReadingAsync(null, Path.Combine(_folder.Folder, "no", "profile"), "r", Ct));

        await using var daemon = await StoreOpener.OpenAsync(null, _folder.Folder, "r", TimeProvider.System, null, Ct);
        await using var reader = (await StoreOpener.OpenForReadingAsync(null, _folder.Folder, "r", Ct))!;
        await daemon.Events.AppendAsync(Event("A"), Ct);
        Assert.NotNull(await reader.Events.LatestAsync("A", Ct));
        Assert.Equal(daemon.StoreId, reader.StoreId);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Events.AppendAsync(Event("B"), Ct));
    }

    [Fact]
    public async Task Twelve_at_once_make_one_store()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _folder.OpenAsync(), Ct)));
        Assert.Single(stores.Select(store => store.StoreId).Distinct());
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public Task A_directory_is_refused() => Refused("is a directory", Directory.CreateDirectory(_folder.File).FullName);

    [Fact]
    public Task A_missing_directory_is_refused() => Refused("is no directory", Path.Combine(_folder.Folder, "missing", "xbot.db"));

    [Fact]
    public async Task A_place_that_cannot_be_written_is_refused()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs a directory in which even root creates nothing");
        await Refused("cannot be written", "/proc/self/xbot.db");
    }

    [Fact]
    public async Task Another_kind_of_file_is_refused()
    {
        await File.WriteAllTextAsync(_folder.File, "dear diary", Ct);
        await Refused("is not an SQLite database");
        Assert.Equal("dear diary", await File.ReadAllTextAsync(_folder.File, Ct));
    }

    [Fact]
    public async Task A_zeroed_file_is_refused()
    {
        await File.WriteAllBytesAsync(_folder.File, new byte[8192], Ct);
        await Refused("only zeros");
    }

    [Fact]
    public async Task A_truncated_file_is_refused()
    {
        await using (var store = await _folder.OpenAsync())
            await store.Events.AppendAsync(Event("A"), Ct);
        using (var file = File.OpenWrite(_folder.File))
            file.SetLength(file.Length / 2 / 4096 * 4096);
        await Refused("is damaged");
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_as_it_was()
    {
        Sql("CREATE TABLE bookmarks (url TEXT)");
        var before = await File.ReadAllBytesAsync(_folder.File, Ct);
        await Refused("another program's");
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File, Ct));
    }

    [Fact]
    public async Task Another_application_id_is_refused()
    {
        Sql("PRAGMA application_id = 1");
        await Refused("another program's");
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        Sql("INSERT INTO schema_migrations VALUES (999, '0999_later.sql', '2030-01-01T00:00:00.000Z')");
        await Refused("has schema 999");
    }

    [Fact]
    public async Task A_store_without_its_list_of_migrations_is_refused()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        Sql("DROP TABLE schema_migrations");
        await Refused("has lost its schema_migrations");
    }

    [Fact]
    public void A_network_file_system_is_known_by_its_mount()
    {
        string[] mounts =
        [
            "/dev/sda1 / ext4 rw 0 0",
            "server:/srv /srv nfs4 rw 0 0",
            "/dev/sdb1 /srv/me/local ext4 rw 0 0",
            "me@host:/ /mnt/my\\040disk fuse.sshfs rw 0 0",
        ];
        Assert.Equal("nfs4", NetworkFileSystem.TypeOf("/srv/me/xbot.db", mounts));
        Assert.Equal("fuse.sshfs", NetworkFileSystem.TypeOf("/mnt/my disk/xbot.db", mounts));
        Assert.Null(NetworkFileSystem.TypeOf("/srv/me/local/xbot.db", mounts));
        Assert.Null(NetworkFileSystem.TypeOf("/srvstead/xbot.db", mounts));
    }

    private async Task Refused(string saying, string? path = null)
    {
        path ??= _folder.File;
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => _folder.OpenAsync(path));
        Assert.Contains(saying, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        if (File.Exists(path))
            await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteRunnerStore.OpenForReadingAsync(path, "r", Ct));
    }

    private void Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        connection.Execute(statement);
    }
}
