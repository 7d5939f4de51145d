namespace XBot.App.CommandLine;

/// <summary>What a command's end means to scripts and supervisors. Part of the outside contract: numbers never change their meaning.</summary>
public static class ExitCodes
{
    /// <summary>Done. Also a clean stop by SIGTERM.</summary>
    public const int Done = 0;

    /// <summary>Something that nobody foresaw; one line on stderr, details with XBOT_DEBUG=1.</summary>
    public const int UnexpectedError = 1;

    /// <summary>The session is not valid: a person must log in, or answer what X asks.</summary>
    public const int SessionNotValid = 2;

    /// <summary>Chrome could not be found, started, or proven ours.</summary>
    public const int BrowserNotAvailable = 3;

    /// <summary>A variable or the command line itself is not valid.</summary>
    public const int ConfigurationInvalid = 4;

    /// <summary>Paused (STOP file, <c>xbot pause</c>) or frozen; one-shot commands only.</summary>
    public const int PausedOrFrozen = 5;

    /// <summary>Another daemon holds the profile or the account.</summary>
    public const int AlreadyHeld = 6;

    /// <summary>The store is away, foreign, corrupt, newer, or cannot be written.</summary>
    public const int StoreNotAvailable = 7;

    /// <summary>The daemon hung and was ended by its own watcher, so that it is started again (EX_SOFTWARE of sysexits).</summary>
    public const int Hung = 70;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
