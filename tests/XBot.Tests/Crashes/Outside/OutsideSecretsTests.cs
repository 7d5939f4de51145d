using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Writing;

namespace XBot.Tests.Crashes.Outside;

/// <summary>The real program with secrets in its environment: what others on the machine, or on the network, could learn of it.</summary>
public sealed class OutsideSecretsTests
{
    // Of no shape that a mask knows: only a program that never writes them down keeps them.
    private const string Key = "planted-key-5f0c2b7e91d44a6d";
    private const string Password = "planted-word-c83d1f60a7b94e25";
    private const string PingPath = "planted-ping-2e9b74d05c1f4a83";
    private const string Query = "planted-query-91a6e4c7d2b84f30";

    private static readonly string[] All = [Key, Password, PingPath, Query];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_daemon_listens_on_loopback_alone_and_shows_its_secrets_to_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        await using var desk = await OutsideDesk.OpenAsync(seed: 31, Ct);
        // Some drafts, of which the site may refuse one, and then an endpoint that repeats the key in its refusal, as real ones do.
        string[] drafts = ["A fine point, thanks for it.", "Never saw it that way before.", "Good to know, that saves me a day."];
        await using var endpoint = new LoopbackEndpoint().Then(drafts.Select(text => LoopbackEndpoint.Saying(text)));
        endpoint.Otherwise = LoopbackEndpoint.Status(401, $$"""{"error": {"message": "Incorrect API key provided: {{Key}}", "code": "invalid_api_key"} }""");
        await using var daemon = desk.StartDaemon(
            ("REPLY_WRITER", "openai"),
            ("OPENAI_MODEL", "test"),
            ("OPENAI_BASE_URL", endpoint.Address.AbsoluteUri),
            ("OPENAI_API_KEY", Key),
            // Nobody answers there: a failure is what gets an address into a log.
            ("HEARTBEAT_PING_URL", $"http://127.0.0.1:{Ports.Free()}/{PingPath}"));
        var family = new FamilyWatch(daemon.Pid);
        // The second refusal comes after the first was written down.
        await OutsideDesk.UntilAsync("a reply and two refusals", async () =>
        {
            Assert.False(daemon.HasExited, daemon.Said);
            family.Look();
            return endpoint.Requests.Count >= drafts.Length + 2 && (await desk.LedgerAsync(Ct)).Count > 0 ? "" : null;
        }, Ct);
        await daemon.TerminateAsync(Ct);
        Assert.True(daemon.ExitCode == 0, daemon.Said);

        // Each look finds what is there, and the secrets were used: otherwise finding none would prove nothing.
        var (rows, files) = (await RowsAsync(Path.Combine(desk.Profile, "xbot.db")), OwnFiles(desk.Profile));
        var posted = (await desk.LedgerAsync(Ct))[0].Id;
        Assert.Contains(family.Listeners, listener => listener.Port == desk.ChromePort);
        Assert.Contains(family.Environments, variables => variables.Contains("PATH=", StringComparison.Ordinal));
        Assert.Contains(family.CommandLines, line => line.Contains($"--remote-debugging-port={desk.ChromePort}", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(posted, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("WRITER_FAILED", StringComparison.Ordinal));
        Assert.Contains(files, file => Read(file).Contains("HEARTBEAT_PING_URL cannot be called", StringComparison.Ordinal));
        Assert.Contains(endpoint.Requests, request => request.Head.Contains(Key, StringComparison.Ordinal));

        Assert.Multiple(
            () => Assert.All(family.Listeners, listener => Assert.True(IsLoopback(listener.Address), $"somebody listens on {listener}")),
            () => Assert.DoesNotContain(family.CommandLines, HoldsSecret),
            () => Assert.DoesNotContain(family.Environments, HoldsSecret),
            () => Assert.DoesNotContain(files, file => HoldsSecret(Read(file))),
            () => Assert.DoesNotContain(rows, HoldsSecret),
            () => Assert.False(HoldsSecret(daemon.Said), daemon.Said));
    }

    [Theory]
    [InlineData("launchd")]
    [InlineData("systemd")]
    public async Task The_service_definition_holds_what_was_set_in_the_environment_but_no_secret(string manager)
    {
        using var folder = new TempFolder();
        await using var print = HostProcess.Start("XBot.App", "xbot", ["service", "print", "--manager", manager],
            ("X_BASE_URL", "http://127.0.0.1:1"),
            ("RUNNER_PROFILE_DIR", folder.File("profile")),
            ("OPENAI_API_KEY", Key),
            ("OPENAI_BASE_URL", $"http://127.0.0.1:1/v1?key={Query}"),
            ("DATABASE_URL", $"postgres://xbot:{Password}@127.0.0.1:1/xbot"),
            ("HEARTBEAT_PING_URL", $"http://127.0.0.1:1/{PingPath}"));
        Assert.True(await print.EndsWithinAsync(TimeSpan.FromMinutes(2), Ct), print.Said);
        var said = await print.AllSaidAsync(Ct);

        Assert.True(print.ExitCode == 0, said);
        Assert.Contains(folder.File("profile"), said, StringComparison.Ordinal);
        Assert.False(HoldsSecret(said), said);
    }

    private static bool HoldsSecret(string text) => All.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static string Read(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file));

    /// <summary>All below the profile but Chrome's own, and no links, which lead out of it.</summary>
    private static IReadOnlyList<string> OwnFiles(string profile) =>
    [
        .. Directory.EnumerateFiles(profile).Concat(Directory.EnumerateDirectories(profile).Where(folder => Path.GetFileName(folder) != "chrome")
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
            .Where(file => new FileInfo(file).LinkTarget is null),
    ];

    /// <summary>Each row of each table as one text: a value that is cut over pages is whole here, and in the file it is not.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Ct);
        var tables = await ReadAsync(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await ReadAsync(connection, $"SELECT * FROM \"{table}\""));
        return rows;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from the store itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct))
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).Select(value => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture))));
        return rows;
    }
}
