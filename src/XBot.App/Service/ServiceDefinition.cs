namespace XBot.App.Service;

/// <summary>What a supervisor is to start and keep alive, whichever supervisor it is.</summary>
/// <param name="Program">Absolute path of the built program, never of the launcher: its file name is what macOS shows under Login Items.</param>
/// <param name="LogFile">Where launchd lets the process's own two streams go: a third, tiny file beside our logs.</param>
/// <param name="Variables">The process's environment on top of the supervisor's own; never a secret, since everybody may read the definition.</param>
internal sealed record ServiceDefinition(string Program, string LogFile, IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    public const string Label = "com.xbot.runner";

    /// <summary>Under launchd counted from the last start, under systemd from the end: never a restart in a tight loop.</summary>
    public const int RestartSeconds = 30;

    /// <summary>How long a clean stop may take before the supervisor kills. launchd's own default is about 5 s.</summary>
    public const int StopSeconds = 45;

    /// <summary>launchd starts with 256, which a browser's client with its pages can use up.</summary>
    public const int OpenFiles = 8192;

    /// <summary>The handbook's name of the verb, so that <c>ps aux | grep runner:daemon</c> finds the process.</summary>
    public IReadOnlyList<string> Arguments => [Program, "runner:daemon", "--service"];
}
