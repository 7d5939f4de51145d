using System.IO.Compression;
using XBot.Core.Stores;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Testing;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql.Keeping;

/// <summary>The backup of a PostgreSQL store: proven by restoring it.</summary>
public sealed class PostgresArchiveTests(PostgresServer server) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_made_while_others_write_restores_to_every_row_of_one_moment()
    {
        var url = await FirstReleaseAsync();
        await (await OpenAsync(url)).DisposeAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var writer = await PostgresRunnerStore.OpenAsync(url, "other", TimeProvider.System, null, Ct);
        await writer.Facts.SetAsync("n", "0", Noon, Ct, [Event("N")]);
        var writing = WriteAsync(writer, stop.Token);

        var file = _folder.File("backup.zip");
        var made = await Keeping(url).BackupAsync(file, Ct);
        await stop.CancelAsync();
        var written = await writing;

        var target = await server.CreateDatabaseAsync(Ct);
        var (aside, restored) = await Keeping(target).RestoreAsync(file, Ct);
        Assert.Null(aside);
        Assert.Equal(made, restored);
        // Each write is an event and a fact in one transaction: both sides of it, or neither.
        Assert.Equal(
            await StoreRows.QueryAsync(target, "SELECT COUNT(*) - 1 FROM system_events WHERE runner_id = 'other'"),
            await StoreRows.QueryAsync(target, "SELECT value #>> '{}' FROM facts WHERE runner_id = 'other'"));
        var source = (await StoreRows.AllOfAsync(url)).ToHashSet(StringComparer.Ordinal);
        Assert.All((await StoreRows.AllOfAsync(target)).Where(row => !row.StartsWith("facts", StringComparison.Ordinal)), row => Assert.Contains(row, source));
        Assert.True(written > 0);

        await using var store = await OpenAsync(target);
        Assert.NotEqual(writer.StoreId, store.StoreId);
        Assert.True(store.WasRestored);
        Assert.False(writer.WasRestored);
        Assert.True((await store.Replies.AddAsync(Draft(99), Ct))!.Id > 11);
        Assert.Equal("http://127.0.0.1:4000", await store.BindOriginAsync("https://x.com", Ct));
    }

    [Fact]
    public async Task A_backup_of_the_first_release_is_put_back_at_its_schema_and_brought_forward()
    {
        var url = await FirstReleaseAsync();
        var file = _folder.File("old.zip");
        await Keeping(url).BackupAsync(file, Ct);
        var target = await server.CreateDatabaseAsync(Ct);
        await Keeping(target).RestoreAsync(file, Ct);
        Assert.Equal([PostgresMigrator.Newest.ToString(System.Globalization.CultureInfo.InvariantCulture)], await StoreRows.QueryAsync(target, "SELECT MAX(version) FROM schema_migrations"));
        Assert.Equal(["11"], await StoreRows.QueryAsync(target, "SELECT COUNT(*) FROM replies WHERE target_text_source = 'page'"));
    }

    [Fact]
    public async Task What_is_not_whole_or_not_ours_is_refused_and_changes_nothing()
    {
        var url = await FirstReleaseAsync();
        var file = _folder.File("backup.zip");
        await Keeping(url).BackupAsync(file, Ct);
        var whole = await File.ReadAllBytesAsync(file, Ct);
        var target = await server.CreateDatabaseAsync(Ct);

        await RefusedAsync("not whole", whole[..(whole.Length / 2)]);
        await RefusedAsync("not whole", new byte[whole.Length]);
        await RefusedAsync("not whole", "dear diary"u8.ToArray());
        await RefusedAsync("not whole", Change(whole, "replies.copy", text => text.Replace("Reply 3", "Reply X", StringComparison.Ordinal)));
        await RefusedAsync("not whole", Change(whole, "replies.copy", text => text[..(text.Length / 2)]));
        await RefusedAsync("no backup of a PostgreSQL store", Change(whole, PostgresArchive.Manifest, _ => null));
        await RefusedAsync("has schema 999", Change(whole, PostgresArchive.Manifest, text => text.Replace("\"schema\": 1,", "\"schema\": 999,", StringComparison.Ordinal)));
        await RefusedAsync("is an SQLite store", "SQLite format 3\0"u8.ToArray());
        Assert.Equal(["0"], await StoreRows.QueryAsync(target, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));

        await File.WriteAllBytesAsync(file, whole, Ct);
        Assert.Contains("holds a store already", (await Assert.ThrowsAsync<StoreRefusedException>(() => Keeping(url).RestoreAsync(file, Ct))).Message, StringComparison.Ordinal);
        await Keeping(target).RestoreAsync(file, Ct);

        async Task RefusedAsync(string saying, byte[] content)
        {
            await File.WriteAllBytesAsync(file, content, Ct);
            var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => Keeping(target).RestoreAsync(file, Ct));
            Assert.Contains(saying, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        }
    }

    private static byte[] Change(byte[] archive, string entry, Func<string, string?> change)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(zip.GetEntry(entry)!.Open()))
                text = reader.ReadToEnd();
            zip.GetEntry(entry)!.Delete();
            if (change(text) is { } changed)
            {
                Assert.NotEqual(text, changed);
                using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
                writer.Write(changed);
            }
        }

        return stream.ToArray();
    }

    private static async Task<int> WriteAsync(PostgresRunnerStore store, CancellationToken stop)
    {
        for (var n = 1; ; n++)
        {
            await store.Facts.SetAsync("n", n.ToString(System.Globalization.CultureInfo.InvariantCulture), Noon, CancellationToken.None, [Event("N", n: n)]);
            if (stop.IsCancellationRequested)
                return n;
        }
    }

    private async Task<string> FirstReleaseAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var url = await server.CreateDatabaseAsync(Ct);
        await StoreRows.RunAsync(url, StoreRows.FirstRelease("postgres"));
        return url;
    }

    private StoreKeeping Keeping(string? url) => new(url, _folder.Path, "desk", TimeProvider.System, _ => { });

    private static Task<PostgresRunnerStore> OpenAsync(string url) => PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct);
}
