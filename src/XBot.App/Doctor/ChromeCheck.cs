using XBot.App.Machine;
using XBot.Chrome;
using XBot.Chrome.Keeping;

namespace XBot.App.Doctor;

/// <summary>Is there a Chrome to start, which, and is it recent?</summary>
internal sealed class ChromeCheck : IHealthCheck
{
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

        if (await VersionAsync(path, ct) is not { } version)
            return Finding.Fail($"{path} does not tell its version", "see whether it starts by hand, or name another one in RUNNER_CHROME_PATH");
        return ChromeAge.ReleasesBehind(version, patient.Now) is { } behind and >= ChromeAge.TooFarBehind
            ? Finding.Warn($"{version} at {path} is about {behind} releases behind", "update it: it has had no security updates for half a year")
            : Finding.Pass($"{version} at {path}");
    }

    private static async Task<string?> VersionAsync(string path, CancellationToken ct) =>
        (await SystemProgram.AskAsync(path, ["--version"], ct))?
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.Any(char.IsAsciiDigit));
}
