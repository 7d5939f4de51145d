namespace XBot.LaunchdModel;

/// <summary>A job's definition with launchd's own defaults.</summary>
public sealed record ModelDefinition
{
    public required string Path { get; init; }
    public required string Label { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
    public bool RunAtLoad { get; init; }
    public bool KeepAlive { get; init; }

    /// <summary>KeepAlive's condition; null: none.</summary>
    public bool? SuccessfulExit { get; init; }

    public int ThrottleInterval { get; init; } = 10;

    /// <summary>Seconds from SIGTERM to SIGKILL; the default of current systems.</summary>
    public int ExitTimeOut { get; init; } = 5;

    public string Out { get; init; } = "/dev/null";
    public string Error { get; init; } = "/dev/null";
    public int Umask { get; init; } = 18;
    public int OpenFiles { get; init; } = 256;
    public bool AbandonProcessGroup { get; init; }

    /// <summary>Whether the job is started again after it ended in that way.</summary>
    public bool Restarts(bool success) => SuccessfulExit is { } wanted ? wanted == success : KeepAlive;

    public static ModelDefinition Read(string path)
    {
        var keys = ModelPlist.Read(path);
        var keepAlive = keys.GetValueOrDefault("KeepAlive");
        return new ModelDefinition
        {
            Path = path,
            Label = (string)keys["Label"],
            Arguments = [.. ((object[])keys["ProgramArguments"]).Cast<string>()],
            Variables = Dictionary("EnvironmentVariables").ToDictionary(pair => pair.Key, pair => (string)pair.Value),
            RunAtLoad = keys.GetValueOrDefault("RunAtLoad") is true,
            KeepAlive = keepAlive is true,
            SuccessfulExit = (keepAlive as IReadOnlyDictionary<string, object>)?.GetValueOrDefault("SuccessfulExit") as bool?,
            ThrottleInterval = keys.GetValueOrDefault("ThrottleInterval") as int? ?? 10,
            ExitTimeOut = keys.GetValueOrDefault("ExitTimeOut") as int? ?? 5,
            Out = keys.GetValueOrDefault("StandardOutPath") as string ?? "/dev/null",
            Error = keys.GetValueOrDefault("StandardErrorPath") as string ?? "/dev/null",
            Umask = keys.GetValueOrDefault("Umask") as int? ?? 18,
            OpenFiles = Dictionary("SoftResourceLimits").GetValueOrDefault("NumberOfFiles") as int? ?? 256,
            AbandonProcessGroup = keys.GetValueOrDefault("AbandonProcessGroup") is true,
        };

        IReadOnlyDictionary<string, object> Dictionary(string key) => keys.GetValueOrDefault(key) as IReadOnlyDictionary<string, object> ?? new Dictionary<string, object>();
    }
}
