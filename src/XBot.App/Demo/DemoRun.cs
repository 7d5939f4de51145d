using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Running;
using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Core.Settings;
using XBot.Sandbox;
using XBot.Sql;

namespace XBot.App.Demo;

/// <summary>The whole system against the sandbox, from nothing to the summary; whatever way it ends, nothing of it stays running.</summary>
internal sealed class DemoRun(CommandHost host, Output output, DemoRequest request, CancellationToken stop)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    // A daemon that finds no Chrome keeps trying; a demo has seen enough.
    private const int RoundsWithoutChrome = 3;

    private TimeSpan Deadline => TimeSpan.FromSeconds(90 + 15 * request.Replies);

    /// <returns>0, or 1 when the sandbox's ledger, the events and the queue differ.</returns>
    /// <exception cref="CommandException">The demo could not be carried through.</exception>
    public async Task<int> RunAsync()
    {
        var given = DemoVariables.Check(host);
        if (request.Headed && !host.HasDisplay)
            throw new CommandException(ExitCodes.ConfigurationInvalid, "--headed needs a display, and there is none; leave it out");
        var profile = DemoProfile.Open(host.Variable("RUNNER_PROFILE_DIR") is null ? null : given.ProfileDir, request.Keep, host.Time);
        try
        {
            await using var sandbox = await StartSandboxAsync(profile);
            return await RunAsync(profile, sandbox, given);
        }
        finally
        {
            await profile.CloseAsync(host.Time);
        }
    }

    private async Task<int> RunAsync(DemoProfile profile, SandboxServer sandbox, RunnerSettings given)
    {
        var origin = new Site(sandbox.Url).Origin;
        var baseline = await BaselineAsync(profile, given);
        var port = host.Variable("CDP_PORT") is null ? FreePort() : given.CdpPort;
        var variables = DemoVariables.Make(host, given, request, profile, origin, port, baseline.Sent);
        var settings = SettingsLoader.Load(host with { Environment = variables }, environmentOnly: true).Settings;

        // The daemon would look for one again and again.
        ChromeFinder.Find(settings.ChromePath);
        await using var chrome = new ChromeKeeper(RunnerHouse.ChromeOptionsOf(settings), host.Time, NullLogger.Instance);
        if (await chrome.StatusAsync(stop) is { State: ChromeState.Foreign } foreign)
            throw new CommandException(ExitCodes.BrowserNotAvailable, foreign.Detail);

        IDemoScreen screen = output.IsRich
            ? new LiveScreen(output, $"xBOT demo · sandbox {origin}", request.Replies, host.Time)
            : new PlainScreen(output, host.Time);
        await using var watch = new DemoWatch(settings, baseline, request.Replies, sandbox, host.Time);
        DemoSnapshot? seen = null;
        await screen.WhileUpAsync(async () => seen = await CarryOutAsync(screen, watch, chrome, variables, profile, origin));

        var differences = DemoAgreement.Differences(seen!.Confirmed, seen.Successes, seen.Ledger);
        output.Line();
        foreach (var line in DemoSummary.Lines(seen, differences, profile, watch.Store, origin))
            output.Line(line);
        foreach (var difference in differences)
            output.Error(difference);
        return differences.Count == 0 ? ExitCodes.Done : ExitCodes.UnexpectedError;
    }

    /// <summary>Runs the daemon until all replies are confirmed and everything has ended again.</summary>
    private async Task<DemoSnapshot> CarryOutAsync(IDemoScreen screen, DemoWatch watch, ChromeKeeper chrome, Dictionary<string, string> variables, DemoProfile profile, string origin)
    {
        screen.Say($"sandbox listens on {origin}");
        var daemon = DaemonChild.Start(Environment.ProcessPath!, variables, profile.File("demo-daemon.out"), host.Time);
        screen.Say($"daemon runs as pid {daemon.Pid}, profile {profile.Path}");
        try
        {
            await UntilConfirmedAsync(screen, watch, daemon);
        }
        finally
        {
            var end = await daemon.StopAsync();
            // With that code another daemon holds the profile: the Chrome there is its own.
            if (end.ExitCode != ExitCodes.AlreadyHeld)
                await chrome.StopAsync(CancellationToken.None);
        }

        var seen = await watch.LookAsync(CancellationToken.None) ?? throw new CommandException(ExitCodes.StoreNotAvailable, "the demo's store cannot be read at its end");
        screen.Show(seen);
        screen.Say("daemon and Chrome have ended");
        return seen;
    }

    private async Task UntilConfirmedAsync(IDemoScreen screen, DemoWatch watch, DaemonChild daemon)
    {
        while (true)
        {
            if (await watch.LookAsync(stop) is { } seen)
            {
                screen.Show(seen);
                if (seen.Confirmed.Count >= request.Replies)
                    return;
                if (seen.Detail("frozen") == "true")
                    throw new CommandException(ExitCodes.UnexpectedError, $"posting is frozen: {seen.Detail("frozen_reason")}");
                if (seen.RoundsWithoutChrome >= RoundsWithoutChrome)
                    throw new CommandException(ExitCodes.BrowserNotAvailable, (string?)seen.LastBeat?["error"] ?? "the daemon finds no Chrome");
            }

            if (daemon.Ended.IsCompleted)
                throw daemon.EndedEarly(await daemon.Ended);
            if (watch.Elapsed > Deadline)
                throw new CommandException(ExitCodes.UnexpectedError, string.Join('\n', daemon.Tail().Prepend($"{request.Replies} replies were not confirmed within {Deadline.TotalSeconds:0} s; the daemon's last words:")));
            await Task.WhenAny(daemon.Ended, Task.Delay(Glance, host.Time, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task<SandboxServer> StartSandboxAsync(DemoProfile profile)
    {
        try
        {
            var timeline = request.TimelineFile is { } file ? Path.GetFullPath(file, host.WorkingDirectory) : null;
            return await SandboxServer.StartAsync(new SandboxOptions { Port = profile.Port, AutoLogin = true, TimelineFile = timeline }, host.Time, stop);
        }
        catch (SandboxException refused)
        {
            var why = profile.Port > 0 ? $"RUNNER_PROFILE_DIR is \"{profile.Path}\", which belongs to a sandbox on port {profile.Port}: " : "";
            throw new CommandException(ExitCodes.ConfigurationInvalid, why + refused.Message);
        }
    }

    private async Task<DemoBaseline> BaselineAsync(DemoProfile profile, RunnerSettings given)
    {
        await using var store = await StoreOpener.OpenForReadingAsync(given.DatabaseUrl, profile.Path, given.RunnerId, stop);
        return await DemoBaseline.ReadAsync(store, stop);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
