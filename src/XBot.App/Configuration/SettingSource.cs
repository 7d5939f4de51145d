namespace XBot.App.Configuration;

/// <summary>Where a value came from; a later member beats an earlier one.</summary>
public enum SettingSource
{
    Default,
    DotEnv,
    DotEnvLocal,
    Environment,
}

public static class SettingSourceNames
{
    /// <summary>As people and <c>config --json</c> read it: <c>default</c>, <c>.env</c>, <c>.env.local</c>, <c>environment</c>.</summary>
    public static string Name(this SettingSource source) => source switch
    {
        SettingSource.Environment => "environment",
        SettingSource.DotEnvLocal => ".env.local",
        SettingSource.DotEnv => ".env",
        _ => "default",
    };
}
