using XBot.App.CommandLine;

namespace XBot.App.Service.Launchd;

/// <summary>launchctl's verbs as we use them; <c>load</c> and <c>unload</c> are not among them, since they exit 0 whatever happened.</summary>
internal sealed class Launchctl(IServiceTools tools, uint user, TimeProvider time)
{
    // A job that was just booted out ends in its own time; a bootstrap meanwhile gets 5 or 37.
    private static readonly TimeSpan BootstrapPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TeardownPatience = TimeSpan.FromSeconds(ServiceDefinition.StopSeconds + 10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public string Domain { get; } = $"gui/{user}";

    public string Target => $"{Domain}/{ServiceDefinition.Label}";

    /// <summary>Aqua: a GUI session. Over SSH it is Background.</summary>
    public async Task<string> ManagerNameAsync(CancellationToken ct) => (await RunAsync(["managername"], ct)).Out.Trim();

    /// <summary>The answer says whether it is loaded: 0, or 113; any other code means that we do not know.</summary>
    public Task<ToolAnswer> PrintAsync(CancellationToken ct) => RunAsync(["print", Target], ct);

    /// <summary>Null: launchctl did not say.</summary>
    public async Task<bool?> IsDisabledAsync(CancellationToken ct)
    {
        var answer = await RunAsync(["print-disabled", Domain], ct);
        if (!answer.Done)
            return null;
        // "com.xbot.runner" => disabled, on older systems => true; a service without a line is enabled.
        var line = answer.Out.Split('\n').FirstOrDefault(line => line.Contains($"\"{ServiceDefinition.Label}\"", StringComparison.Ordinal));
        return line is not null && (line.EndsWith("disabled", StringComparison.Ordinal) || line.EndsWith("true", StringComparison.Ordinal));
    }

    public async Task EnableAsync(CancellationToken ct) => Demand("enable", await RunAsync(["enable", Target], ct));

    /// <summary>Asks launchd to end the job and waits until it forgot it: bootout answers before the process is gone.</summary>
    public async Task BootoutAsync(CancellationToken ct)
    {
        var asked = await RunAsync(["bootout", Target], ct);
        var began = time.GetTimestamp();
        while (true)
        {
            var print = await PrintAsync(ct);
            if (print.Code == LaunchctlCode.NoSuchService)
                return;
            if (time.GetElapsedTime(began) > TeardownPatience)
            {
                throw new CommandException(asked.Done
                    ? $"launchd still has {ServiceDefinition.Label} {TeardownPatience.TotalSeconds:0} s after it was told to end it (print: {print.Code}); try again, or log out and in"
                    : Line("bootout", asked));
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    public async Task BootstrapAsync(string plist, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var answer = await RunAsync(["bootstrap", Domain, plist], ct);
            if (answer.Code is not (LaunchctlCode.InputOutput or LaunchctlCode.AlreadyInProgress) || time.GetElapsedTime(began) > BootstrapPatience)
            {
                Demand("bootstrap", answer);
                return;
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>Starts it now: RunAtLoad may be held back for a while after login. Nothing when it runs.</summary>
    public async Task KickstartAsync(CancellationToken ct)
    {
        var answer = await RunAsync(["kickstart", Target], ct);
        if (answer.Code != LaunchctlCode.AlreadyInProgress)
            Demand("kickstart", answer);
    }

    /// <summary>Ends the process (SIGTERM, after ExitTimeOut SIGKILL) and starts it anew.</summary>
    public async Task RestartAsync(CancellationToken ct) => Demand("kickstart -k", await RunAsync(["kickstart", "-k", Target], ct));

    private Task<ToolAnswer> RunAsync(string[] arguments, CancellationToken ct) => tools.RunAsync("launchctl", arguments, ct);

    private static void Demand(string verb, ToolAnswer answer)
    {
        if (!answer.Done)
            throw new CommandException(Line(verb, answer));
    }

    private static string Line(string verb, ToolAnswer answer) => $"launchctl {verb} failed with {answer.Code}: {LaunchctlCode.Words(answer.Code)} ({answer.Said})";
}
