using System.Text.Json;
using XBot.App.Running;
using XBot.Core.Reconciling;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;
using XBot.Tests.Sql;
using XBot.Tests.Sql.Keeping;

namespace XBot.Tests.App.Commands;

/// <summary><c>xbot db backup</c> and <c>restore</c> on a file: beside a writer, and what a restored store means for posting.</summary>
public sealed class DbRestoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_made_beside_a_writer_restores_to_every_row_of_one_moment()
    {
        using var runner = new RunnerFolder();
        using var daemon = runner.HoldAs("Daemon");
        await using var store = await runner.OpenAsync();
        await store.Facts.SetAsync("n", "0", runner.Now, Ct, [StoreFacts.Event("N")]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = WriteAsync(store, stop.Token);
        var backup = Path.Combine(runner.Profile, "copies");
        Directory.CreateDirectory(backup);
        backup = Path.Combine(backup, "today");

        var made = await runner.JsonAsync("db", "backup", backup);

        await stop.CancelAsync();
        Assert.True(await writing > 0);
        Assert.Equal(backup, made.GetProperty("with").GetString());
        Assert.Equal([backup], Directory.GetFiles(Path.GetDirectoryName(backup)!));
        var n = StoreRows.Query(backup, "SELECT value FROM facts WHERE fact_key = 'n'")[0];
        // Each write is an event and a fact in one transaction: both sides of it, or neither.
        Assert.Equal([n], StoreRows.Query(backup, "SELECT COUNT(*) - 1 FROM system_events"));
        daemon.Dispose();
        await store.DisposeAsync();

        await RestoredAsync(runner, backup, n);
    }

    private static async Task RestoredAsync(RunnerFolder runner, string backup, string n)
    {
        var before = await runner.StoreIdAsync();
        var restored = await runner.JsonAsync("db", "restore", backup);

        var aside = restored.GetProperty("aside").GetString()!;
        Assert.StartsWith(runner.Database + ".before-", aside, StringComparison.Ordinal);
        Assert.Equal([n], StoreRows.Query(runner.Database, "SELECT COUNT(*) - 1 FROM system_events"));
        Assert.NotEqual([n], StoreRows.Query(aside, "SELECT COUNT(*) - 1 FROM system_events"));
        Assert.NotEqual(before, await runner.StoreIdAsync());
        Assert.Contains("reads your recent replies from X before anything goes out", runner.Host.Stderr, StringComparison.Ordinal);
        Assert.Equal("0", restored.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == "replies").GetProperty("rows").GetRawText());
        Assert.Equal(0, await runner.Host.RunAsync("db", "check"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(runner.Database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restored_store_shuts_the_gate_on_the_profile_it_was_made_on_and_on_a_new_one(bool sameProfile)
    {
        using var runner = new RunnerFolder();
        using var other = new RunnerFolder();
        var backup = Path.Combine(other.Profile, "backup");
        var profile = sameProfile ? runner : other;
        await using (var store = await runner.OpenAsync())
            await GapAsync(runner, store, signIn: true);
        Assert.Equal(0, await runner.Host.RunAsync("db", "backup", backup));
        Assert.Equal(0, await profile.Host.RunAsync("db", "restore", backup));

        await using (var restored = await profile.OpenAsync())
        {
            Assert.NotNull(await GapAsync(profile, restored, signIn: false));
            Assert.True((await profile.JsonAsync("status")).GetProperty("frozen").GetBoolean());
            // Once it was read, it is this profile's store.
            await new StoreGap(restored.Facts).CloseAsync(0, profile.Now, Ct);
            Assert.Null(await GapAsync(profile, restored, signIn: false));
        }
    }

    [Fact]
    public async Task A_backup_of_the_first_release_restores_and_is_brought_forward()
    {
        using var runner = new RunnerFolder();
        var old = Path.Combine(runner.Profile, "old.db");
        StoreRows.MakeFirstRelease(old);
        Assert.Equal(JsonValueKind.Null, (await runner.JsonAsync("db", "restore", old)).GetProperty("aside").ValueKind);
        Assert.Equal(SqliteMigrator.Newest, (await runner.JsonAsync("db", "check")).GetProperty("schema").GetInt32());
        Assert.Equal(["11"], StoreRows.Query(runner.Database, "SELECT COUNT(*) FROM replies"));
    }

    private static async Task<int> WriteAsync(IRunnerStore store, CancellationToken stop)
    {
        for (var n = 1; ; n++)
        {
            await store.Facts.SetAsync("n", n.ToString(System.Globalization.CultureInfo.InvariantCulture), StoreFacts.Noon, CancellationToken.None, [StoreFacts.Event("N", n: n)]);
            if (stop.IsCancellationRequested)
                return n;
        }
    }

    /// <summary>What the next start of the daemon finds.</summary>
    private static async Task<GapState?> GapAsync(RunnerFolder runner, IRunnerStore store, bool signIn)
    {
        var binding = new ProfileBinding(runner.Profile, runner.Host.Time);
        binding.Bind("http://127.0.0.1:4000");
        await new StoreContinuity(store, null, binding, new ClickMark(runner.Profile), runner.Host.Time).CheckAsync(Ct);
        if (signIn)
            binding.BindAccount("1001");
        return await new StoreGap(store.Facts).ReadAsync(Ct);
    }
}
