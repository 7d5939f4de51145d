using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;
using XBot.Testing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Fleets;

/// <summary>One machine of the fleet: a real daemon with a profile, a Chromium and a wire to the database of its own.</summary>
internal sealed class FleetMember(string name, string profile, Uri site, Func<int, string> database, int databasePort, TimeSpan lease) : IAsyncDisposable
{
    private readonly int _chromePort = Ports.Free();
    private HostProcess? _process;
    private bool _stopped;

    public string Name => name;
    public string Profile => profile;
    public CutProxy Wire { get; } = new(databasePort);
    public string Said => _process?.Said ?? "";

    public void Start() => _process = Run("daemon");

    /// <summary>A command of this machine's owner, beside its daemon.</summary>
    public async Task<(int Code, string Said)> AskAsync(TimeSpan patience, CancellationToken ct, params string[] command)
    {
        await using var process = Run(command);
        Assert.True(await process.EndsWithinAsync(patience, ct), $"'{string.Join(' ', command)}' at {name} did not end: {process.Said}");
        return (process.ExitCode, await process.AllSaidAsync(ct));
    }

    private HostProcess Run(params string[] command) => HostProcess.Start("XBot.App", "xbot", command,
        ("XBOT_ENV_FILES", "none"), ("X_BASE_URL", site.GetLeftPart(UriPartial.Authority)), ("RUNNER_ID", name), ("RUNNER_PROFILE_DIR", profile), ("DATABASE_URL", database(Wire.Port)),
        ("CDP_PORT", _chromePort.ToString(CultureInfo.InvariantCulture)), ("RUNNER_HEADLESS", "true"), ("ACCOUNT_LEASE_SECONDS", lease.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
        ("DAEMON_SLEEP_SECONDS", "0.2"), ("DAEMON_MAX_SLEEP", "1"), ("MAX_REPLIES_PER_HOUR", "100000"), ("MAX_REPLIES_PER_DAY", "100000"), ("AUTHOR_COOLDOWN_HOURS", "0"));

    /// <summary>The process is gone; its Chromium stays, as after a crash.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    public async Task FreezeAsync(CancellationToken ct)
    {
        await SignalAsync("STOP", ct);
        _stopped = true;
    }

    public async Task ThawAsync(CancellationToken ct)
    {
        await SignalAsync("CONT", ct);
        _stopped = false;
    }

    /// <summary>A clean stop.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken ct)
    {
        if (_process is null)
            return;
        await SignalAsync("TERM", ct);
        Assert.True(await _process.EndsWithinAsync(patience, ct), $"{name} did not stop: {_process.Said}");
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            await ThawAsync(CancellationToken.None);
        if (_process is not null)
            await _process.DisposeAsync();
        await Wire.DisposeAsync();
        if (!Directory.Exists(profile))
            return;
        var options = new ChromeOptions { ProfileDir = profile, Port = _chromePort, Headless = true, LoopbackOnly = true };
        await using var keeper = new ChromeKeeper(options, TimeProvider.System, NullLogger.Instance);
        await keeper.StopAsync(CancellationToken.None);
    }

    private async Task SignalAsync(string signal, CancellationToken ct)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process!.Pid.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync(ct);
        Assert.Equal(0, kill.ExitCode);
    }
}
