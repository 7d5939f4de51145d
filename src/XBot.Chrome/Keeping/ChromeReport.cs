using System.Globalization;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Tells how our Chrome is, from outside: starts and attaches nothing.</summary>
internal sealed class ChromeReport(ChromeFolder folder, ChromeOptions options, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<ChromeStatus> LookAsync(ExpectedChrome expected, CancellationToken ct)
    {
        var seen = new ChromeScout(folder, expected, ProcessProbe.Current).Look();
        switch (AdoptionPolicy.Decide(seen, expected))
        {
            case AdoptionDecision.Refuse refuse:
                return Of(ChromeState.Foreign, null, null, null, refuse.Message);
            case AdoptionDecision.End end:
                return Of(ChromeState.Unresponsive, end.Chrome, null, null, $"a Chrome on our profile is not as we would start it ({end.Because}): it is replaced at the next start");
            case AdoptionDecision.Adopt { Chrome: { Stopped: true } stopped }:
                return Of(ChromeState.Unresponsive, stopped, null, null, $"our Chrome (pid {stopped.Pid.ToString(CultureInfo.InvariantCulture)}) was stopped by a signal");
            case AdoptionDecision.Adopt adopt:
                using (var endpoint = new DevToolsEndpoint(options.Port, time))
                {
                    var version = await endpoint.VersionAsync(Deadline, ct);
                    var pages = version is null ? null : await endpoint.CountPagesAsync(Deadline, ct);
                    return version is null
                        ? Of(ChromeState.Unresponsive, adopt.Chrome, null, null, $"our Chrome does not answer on port {options.Port}")
                        : Of(ChromeState.Running, adopt.Chrome, version.Browser, pages, "our Chrome runs");
                }

            default:
                return Of(ChromeState.Stopped, null, null, null, "no Chrome runs on our profile");
        }
    }

    public ChromeStatus Of(ChromeState state, ProcessFacts? process, string? version, int? pages, string detail) =>
        new(state, process?.Pid, options.Port, version, folder.UserData, process?.StartedAt, pages, detail);
}
