using System.ComponentModel;
using System.Diagnostics;
using XBot.Chrome;
using XBot.Chrome.Keeping;

namespace XBot.App.Doctor;

/// <summary>Is there a Chrome to start, and which?</summary>
internal sealed class ChromeCheck : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public string Name => "chrome";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        string path;
        try
        {
            path = ChromeFinder.Find(patient.Settings.ChromePath);
        }
        catch (ChromeUnavailableException none)
        {
            return Finding.Fail(none.Message, "install Chrome or Chromium, or name its program in RUNNER_CHROME_PATH");
        }

        return await VersionAsync(path, ct) is { } version
            ? Finding.Pass($"{version} at {path}")
            : Finding.Fail($"{path} does not tell its version", "see whether it starts by hand, or name another one in RUNNER_CHROME_PATH");
    }

    private static async Task<string?> VersionAsync(string path, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Deadline);
        try
        {
            using var chrome = Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var output = chrome.StandardOutput.ReadToEndAsync(deadline.Token);
                await chrome.StandardError.ReadToEndAsync(deadline.Token);
                var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                return lines.FirstOrDefault(line => line.Any(char.IsAsciiDigit));
            }
            catch (OperationCanceledException)
            {
                chrome.Kill();
                ct.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
