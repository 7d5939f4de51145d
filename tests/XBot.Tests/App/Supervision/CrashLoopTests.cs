using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Tests.Crashes.Outside;

namespace XBot.Tests.App.Supervision;

/// <summary>The real daemon, killed again and again before a round is good, as a supervisor would start it.</summary>
public sealed class CrashLoopTests
{
    [Fact]
    public async Task Starts_that_come_to_nothing_make_the_next_ones_wait_for_all_to_see_until_a_round_is_good()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await OutsideDesk.OpenAsync(seed: 32, ct);
        // No page comes: no round is ever good.
        await desk.ArmAsync("http-500", times: 1_000_000, delayMs: null, ct);
        for (var start = 1; start <= 3; start++)
            await StartAndKillAsync(desk, start, ct);

        // The wait begins now: there is a minute to look at it.
        await StartedAsync(desk, TimeProvider.System.GetUtcNow(), ct);
        await using (var fourth = desk.StartService())
        {
            var status = await StatusAsync(desk, status => status.GetProperty("nextStartAt").ValueKind == JsonValueKind.String, ct);
            Assert.Equal((3, "stopped"), (status.GetProperty("failedStarts").GetInt32(), status.GetProperty("runner").GetString()));
            await OutsideDesk.UntilAsync("the line in the log", () => Task.FromResult(ErrorLog(desk).Contains("3 starts in a row ended before a round was good", StringComparison.Ordinal) ? "" : null), ct);
            Assert.Equal("warn", await DoctorAsync(desk, ct));
            Assert.False(fourth.HasExited, fourth.Said);
            await fourth.TerminateAsync(ct);
            Assert.Equal(0, fourth.ExitCode);
        }

        Assert.Equal(3, Failed(desk));
        // The time has come for the fourth, and for the fifth.
        await LongAgoAsync(desk, ct);
        await StartAndKillAsync(desk, 4, ct);
        await LongAgoAsync(desk, ct);
        await StartAndKillAsync(desk, 5, ct);
        Assert.Equal("fail", await DoctorAsync(desk, ct));

        await desk.DisarmAsync(ct);
        await LongAgoAsync(desk, ct);
        await using var healthy = desk.StartService();
        await OutsideDesk.UntilAsync("a good round", () => Task.FromResult(healthy.HasExited || Failed(desk) == 0 ? "" : null), ct);
        Assert.False(healthy.HasExited, healthy.Said);
        var (_, alerts) = await desk.RunAsync(["events", "--json", "--type", "RUNNER_ALERT"], ct);
        Assert.Single(alerts.Split("a crash loop: 5 starts in a row").Skip(1));
        Assert.Equal("pass", await DoctorAsync(desk, ct));
        await healthy.TerminateAsync(ct);
        Assert.Equal(0, healthy.ExitCode);
    }

    private static async Task StartAndKillAsync(OutsideDesk desk, int number, CancellationToken ct)
    {
        await using var daemon = desk.StartService();
        await OutsideDesk.UntilAsync($"start {number}", () => Task.FromResult(daemon.HasExited || Failed(desk) == number ? "" : null), ct);
        Assert.False(daemon.HasExited, daemon.Said);
        await daemon.KillAsync();
    }

    private static async Task<JsonElement> StatusAsync(OutsideDesk desk, Func<JsonElement, bool> seen, CancellationToken ct)
    {
        JsonElement status = default;
        await OutsideDesk.UntilAsync("that status", async () =>
        {
            var (code, said) = await desk.RunAsync(["status", "--json"], ct);
            Assert.True(code == 0, said);
            using var json = JsonDocument.Parse(said);
            status = json.RootElement.Clone();
            return seen(status) ? "" : null;
        }, ct);
        return status;
    }

    private static async Task<string?> DoctorAsync(OutsideDesk desk, CancellationToken ct)
    {
        var (_, said) = await desk.RunAsync(["doctor", "--json"], ct);
        using var report = JsonDocument.Parse(said);
        return report.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "starts").GetProperty("status").GetString();
    }

    private static string StartsFile(OutsideDesk desk) => Path.Combine(desk.Profile, "starts.json");

    private static int Failed(OutsideDesk desk) => File.Exists(StartsFile(desk)) ? JsonNode.Parse(File.ReadAllText(StartsFile(desk)))!["failed"]!.GetValue<int>() : -1;

    private static string ErrorLog(OutsideDesk desk) => File.Exists(Path.Combine(desk.Profile, "daemon-error.log")) ? File.ReadAllText(Path.Combine(desk.Profile, "daemon-error.log")) : "";

    private static Task LongAgoAsync(OutsideDesk desk, CancellationToken ct) => StartedAsync(desk, TimeProvider.System.GetUtcNow().AddHours(-1), ct);

    private static async Task StartedAsync(OutsideDesk desk, DateTimeOffset at, CancellationToken ct)
    {
        var starts = JsonNode.Parse(await File.ReadAllTextAsync(StartsFile(desk), ct))!;
        starts["lastStart"] = at.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(StartsFile(desk), starts.ToJsonString(), ct);
    }
}
