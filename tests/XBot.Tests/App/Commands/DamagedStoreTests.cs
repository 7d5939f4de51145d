using XBot.Core.Events;
using XBot.Tests.Sql;
using XBot.Tests.Sql.Keeping;

namespace XBot.Tests.App.Commands;

/// <summary>A store that can never serve: exit code 7 and one line with the way out, whichever command meets it; doctor reports it among the rest.</summary>
public sealed class DamagedStoreTests
{
    public static TheoryData<string, string> Damages() => new()
    {
        { "truncated", "is damaged" },
        { "zeroed", "only zeros" },
        { "another kind of file", "is not an SQLite database" },
        { "another program's", "another program's SQLite database" },
        { "newer", "has schema 999" },
        { "log", "xbot.db-wal is not SQLite's log" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task It_ends_every_command_with_7_and_one_line(string damage, string saying)
    {
        using var runner = new RunnerFolder();
        await DamageAsync(runner, damage);
        var before = Content(runner);

        foreach (var command in (string[][])[["daemon"], ["daemon", "--service"], ["status"], ["events"], ["queue", "list"], ["schedule-once"], ["db", "check"], ["db", "migrate"]])
        {
            var said = runner.Host.Stderr.Length;
            var code = await runner.Host.RunAsync(command);
            var lines = runner.Host.Stderr[said..].TrimEnd('\n').Split('\n');
            Assert.True(code == 7 || (OperatingSystem.IsMacOS() && command is [_, "--service"]), $"{string.Join(' ', command)}: {code} {string.Join(" / ", lines)}");
            Assert.Contains(saying, Assert.Single(lines), StringComparison.Ordinal);
        }

        var doctor = await runner.JsonAsync(1, "doctor");
        var store = doctor.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "store");
        Assert.Equal("fail", store.GetProperty("status").GetString());
        Assert.Contains(saying, store.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, Content(runner));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("zeroed")]
    [InlineData("another kind of file")]
    [InlineData("log")]
    public async Task The_way_out_is_the_backup_and_what_was_damaged_stays_beside_it(string damage)
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(StoreFacts.Event("KEPT"));
        Assert.Equal(0, await runner.Host.RunAsync("db", "backup", "copy"));
        await DamageAsync(runner, damage);
        var before = Content(runner);

        var aside = (await runner.JsonAsync("db", "restore", "copy")).GetProperty("aside").GetString()!;

        Assert.Equal(before[0], await File.ReadAllBytesAsync(aside, TestContext.Current.CancellationToken));
        if (damage == "log")
            Assert.Equal(before[1], await File.ReadAllBytesAsync(aside + "-wal", TestContext.Current.CancellationToken));
        Assert.Contains("KEPT", (await runner.JsonAsync("events")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, await runner.Host.RunAsync("status"));
    }

    [Fact]
    public async Task A_log_that_was_only_just_begun_is_none()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(StoreFacts.Event("KEPT"));
        foreach (var begun in (byte[][])[[], [0x37, 0x7F], new byte[4096]])
        {
            await File.WriteAllBytesAsync(Path.Combine(runner.Profile, "xbot.db-wal"), begun, TestContext.Current.CancellationToken);
            Assert.Contains("KEPT", (await runner.JsonAsync("events")).GetRawText(), StringComparison.Ordinal);
        }
    }

    private static async Task DamageAsync(RunnerFolder runner, string damage)
    {
        var file = Path.Combine(runner.Profile, "xbot.db");
        if (damage is "truncated" or "newer" or "log")
            await runner.AppendAsync(Enumerable.Range(0, 20).Select(n => StoreFacts.Event("N", EventSeverity.Info, runner.Now, n)));
        else
            File.Delete(file);
        switch (damage)
        {
            case "truncated":
                using (var half = File.OpenWrite(file))
                    half.SetLength(half.Length / 2 / 4096 * 4096);
                break;
            case "zeroed":
                await File.WriteAllBytesAsync(file, new byte[65536]);
                break;
            case "another kind of file":
                await File.WriteAllTextAsync(file, "dear diary");
                break;
            case "another program's":
                StoreRows.Run(file, "CREATE TABLE bookmarks (url TEXT)");
                break;
            case "newer":
                StoreRows.Run(file, "INSERT INTO schema_migrations VALUES (999, '0999_later.sql', '2030-01-01T00:00:00.000Z')");
                break;
            default:
                await File.WriteAllTextAsync(file + "-wal", string.Concat(Enumerable.Repeat("garbage ", 1024)));
                break;
        }
    }

    /// <summary>The database, and the log that lies beside it.</summary>
    private static List<byte[]> Content(RunnerFolder runner) =>
        [.. Directory.GetFiles(runner.Profile, "xbot.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
