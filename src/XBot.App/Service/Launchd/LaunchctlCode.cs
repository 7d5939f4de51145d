namespace XBot.App.Service.Launchd;

/// <summary>launchctl's exit codes that mean something to us. It has no list of its own: these are launchd's errors, some of them errno's.</summary>
internal static class LaunchctlCode
{
    public const int NoSuchProcess = 3;
    public const int InputOutput = 5;
    public const int AlreadyInProgress = 37;
    public const int NoSuchService = 113;

    /// <summary>In one line, with what to do where there is something.</summary>
    public static string Words(int code) => code switch
    {
        NoSuchProcess => "there is no such process",
        InputOutput => "launchd reports an input/output error: an old job still ends, the service is disabled, there is no GUI session, or the plist is bad",
        AlreadyInProgress => "launchd is still at work on the same request",
        64 => "launchctl did not understand the command",
        112 => "there is no GUI domain for this user: log in at the Mac's own screen and run this there",
        NoSuchService => "launchd does not know the service",
        119 => "the service is disabled and could not be enabled: allow it in System Settings, General, Login Items, and run this again",
        122 => "launchd refuses the plist's owner or rights: it must belong to this user and be writable by nobody else",
        125 => "this session has no GUI domain (SSH?): run this in Terminal on the Mac's own screen",
        _ => "launchd gave no reason that we know",
    };
}
