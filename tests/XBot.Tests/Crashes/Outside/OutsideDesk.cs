using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Crashes.Outside;

/// <summary>The program as somebody else meets it: its commands, its variables, the sandbox's own addresses, and nothing else.</summary>
internal sealed class OutsideDesk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();
    private readonly HostProcess _sandbox;
    private readonly HttpClient _http;
    private readonly (string, string)[] _variables;

    private OutsideDesk(HostProcess sandbox, Uri url)
    {
        _sandbox = sandbox;
        _http = new HttpClient { BaseAddress = url };
        _variables =
        [
            ("X_BASE_URL", url.GetLeftPart(UriPartial.Authority)),
            ("RUNNER_PROFILE_DIR", Profile),
            ("CDP_PORT", ChromePort.ToString(CultureInfo.InvariantCulture)),
            ("RUNNER_HEADLESS", "true"),
            ("DAEMON_SLEEP_SECONDS", "0.2"),
            ("REPLY_MODE", "auto"),
            ("MAX_REPLIES_PER_HOUR", "10000"),
            ("MAX_REPLIES_PER_DAY", "10000"),
            ("AUTHOR_COOLDOWN_HOURS", "0"),
            ("MAX_POST_AGE_MINUTES", "100000"),
            ("DRAFT_EXPIRY_MINUTES", "100000"),
        ];
    }

    public Uri Site => _http.BaseAddress!;

    /// <summary>Of the daemon's Chrome.</summary>
    public int ChromePort { get; } = Ports.Free();

    public string Profile => _folder.File("profile");

    public static async Task<OutsideDesk> OpenAsync(int seed, CancellationToken ct)
    {
        var sandbox = HostProcess.Start("XBot.App", "xbot", ["sandbox", "--port", "0", "--auto-login", "--seed", seed.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            var line = await UntilAsync("the sandbox's line", () => Task.FromResult(sandbox.Said.Split('\n') is [{ Length: > 0 } first, ..] ? first : null), ct);
            return new OutsideDesk(sandbox, new Uri(JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!));
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public HostProcess StartDaemon(params IEnumerable<(string Name, string Value)> variables) => HostProcess.Start("XBot.App", "xbot", ["daemon"], [.. _variables, .. variables]);

    /// <summary>As a supervisor starts it.</summary>
    public HostProcess StartService(params IEnumerable<(string Name, string Value)> variables) => HostProcess.Start("XBot.App", "xbot", ["runner:daemon", "--service"], [.. _variables, .. variables]);

    /// <summary>The same, from another build of the program.</summary>
    public HostProcess StartServiceAt(string program, params IEnumerable<(string Name, string Value)> variables) => HostProcess.StartAt(program, ["runner:daemon", "--service"], [.. _variables, .. variables]);

    public async Task ArmAsync(string name, int times, int? delayMs, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync("/__sandbox/faults", delayMs is { } delay ? (object)new { name, times, delayMs = delay } : new { name, times }, ct);
        answer.EnsureSuccessStatusCode();
    }

    public async Task DisarmAsync(CancellationToken ct)
    {
        using var answer = await _http.DeleteAsync(new Uri("/__sandbox/faults", UriKind.Relative), ct);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<(string Id, string Target)>> LedgerAsync(CancellationToken ct)
    {
        using var ledger = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/__sandbox/ledger", UriKind.Relative), ct));
        return [.. ledger.RootElement.EnumerateArray().Select(entry => (entry.GetProperty("id").GetString()!, entry.GetProperty("inReplyTo").GetString()!))];
    }

    public async Task<IReadOnlyList<OutsideReply>> QueueAsync(CancellationToken ct)
    {
        var (code, said) = await RunAsync(["queue", "list", "--json", "--all"], ct);
        Assert.True(code == 0, said);
        using var list = JsonDocument.Parse(said);
        return [.. list.RootElement.GetProperty("replies").EnumerateArray().Select(reply => new OutsideReply(
            reply.GetProperty("id").GetString()!, reply.GetProperty("targetId").GetString()!, reply.GetProperty("state").GetString()!, reply.GetProperty("tweetId").GetString()))];
    }

    public async Task<(int Code, string Said)> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await using var command = HostProcess.Start("XBot.App", "xbot", arguments, _variables);
        Assert.True(await command.EndsWithinAsync(Patience, ct), $"xbot {string.Join(' ', arguments)} did not end: {command.Said}");
        return (command.ExitCode, await command.AllSaidAsync(ct));
    }

    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, CancellationToken ct) where T : class
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
                return found;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"{what} did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(["chrome", "stop"], CancellationToken.None);
        _http.Dispose();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A line of <c>queue list --json</c>.</summary>
internal sealed record OutsideReply(string Id, string TargetId, string State, string? TweetId);
