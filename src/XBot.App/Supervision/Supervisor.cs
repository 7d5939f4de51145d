using XBot.App.CommandLine;

namespace XBot.App.Supervision;

/// <summary>Who started the daemon with <c>--service</c>, and starts it again.</summary>
internal enum Supervisor
{
    /// <summary>A person's terminal, or a supervisor that we know nothing of.</summary>
    None,
    Launchd,
    Systemd,
}

/// <summary>Tells supervisors apart by what they put into the environment, never by the operating system: either may be there or not.</summary>
internal static class Supervisors
{
    // What a Mac's terminal windows hand on: no job's name.
    private const string NoJob = "0";

    public static Supervisor Find(CommandHost host)
    {
        // launchd names the job to its process. First: a terminal of a systemd desktop hands INVOCATION_ID on to everything below it.
        if (host.Variable("XPC_SERVICE_NAME") is { } job && job != NoJob)
            return Supervisor.Launchd;
        return (host.Variable("NOTIFY_SOCKET") ?? host.Variable("INVOCATION_ID")) is null ? Supervisor.None : Supervisor.Systemd;
    }

    /// <summary>
    /// The exit code after a permanent refusal, so that nobody starts the daemon again: launchd does after anything but 0 (SuccessfulExit), systemd
    /// does not after the codes that RestartPreventExitStatus names, and whoever else asks wants the truth.
    /// </summary>
    public static int EndOf(this Supervisor supervisor, int refusal) => supervisor == Supervisor.Launchd ? ExitCodes.Done : refusal;

    /// <summary>For events; null when nobody is known.</summary>
    public static string? Name(this Supervisor supervisor) => supervisor switch
    {
        Supervisor.Launchd => "launchd",
        Supervisor.Systemd => "systemd",
        _ => null,
    };
}
