using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome.Keeping;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Sandbox;
using XBot.Testing;
using XBot.X;
using XBot.X.Sessions;

namespace XBot.Bench.Keeping;

/// <summary>From the kill of Chrome to a session that was verified again, beside a bare Chrome start.</summary>
public sealed class ChromeFirstCycle : IBenchmark
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(2);

    public string Name => "chrome-first-cycle";

    public string Compares => "from the kill of Chrome to a verified session on a fresh one, against a bare Chrome start (process to first answer) and 2 s";

    public double? Goal => 1;

    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        var rounds = Math.Max(1, (int)(9 * scale));
        var (ours, bare) = (new double[rounds], new double[rounds]);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, ct);
        await using var chrome = await ChromeFixture.StartAsync(ct: ct);
        var settings = new RunnerSettings { ProfileDir = chrome.ProfileDir, RunnerId = "bench", Site = new Site(sandbox.Url) };
        var session = new SiteReaders(chrome.Keeper, settings, TimeProvider.System, NullLoggerFactory.Instance).Session;
        using var folder = new TempFolder();
        await VerifyAsync(session, ct);
        await StartBareAsync(folder, ct);
        for (var round = 0; round < rounds; round++)
        {
            bare[round] = await StartBareAsync(folder, ct);
            ours[round] = await HealAsync(chrome, session, ct);
        }

        var (healed, started) = (Rounds.Median(ours), Rounds.Median(bare));
        return new Comparison(
            healed, started + Allowance.TotalMilliseconds, "ms", FormattableString.Invariant($"{rounds} kills, verified again after {healed:0} ms, a bare start takes {started:0} ms"));
    }

    private static async Task<double> HealAsync(ChromeFixture chrome, SessionCheck session, CancellationToken ct)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Tell(string reason) => lost.TrySetResult();
        chrome.Keeper.Lost += Tell;
        using var process = Process.GetProcessById((await chrome.Keeper.StatusAsync(ct)).Pid!.Value);
        var begun = TimeProvider.System.GetTimestamp();
        process.Kill();
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(1), ct);
        chrome.Keeper.Lost -= Tell;
        await chrome.Keeper.EnsureAsync(ct);
        await VerifyAsync(session, ct);
        return TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task VerifyAsync(SessionCheck session, CancellationToken ct)
    {
        var report = await session.LoadAsync(ct);
        if (report.State != SessionState.Ok)
            throw new InvalidOperationException($"the session is {report.State}: {report.Reason}");
    }

    private static async Task<double> StartBareAsync(TempFolder folder, CancellationToken ct)
    {
        var port = Ports.Free();
        var begun = TimeProvider.System.GetTimestamp();
        using var chrome = Process.Start(new ProcessStartInfo(ChromeFinder.Find(null),
        [
            $"--user-data-dir={folder.File("bare")}", $"--remote-debugging-port={port.ToString(CultureInfo.InvariantCulture)}", "--headless=new", "--disable-gpu",
            "--no-sandbox", "--no-first-run", "--password-store=basic", "--disable-background-networking", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            using var http = new HttpClient();
            while (!await AnswersAsync(http, port, ct))
            {
                if (chrome.HasExited || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromMinutes(2))
                    throw new InvalidOperationException("the bare Chrome does not answer");
                await Task.Delay(Glance, TimeProvider.System, ct);
            }

            return TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
        }
        finally
        {
            chrome.Kill();
            await chrome.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, int port, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/json/version"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
