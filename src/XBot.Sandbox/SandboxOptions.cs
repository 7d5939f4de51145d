namespace XBot.Sandbox;

/// <summary>How the sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>0: a free one. The address is always 127.0.0.1.</summary>
    public int Port { get; init; }

    /// <summary>Each new visitor (a document request without a session) is signed in as @demo. Default: false, people use the login flow.</summary>
    public bool AutoLogin { get; init; }

    /// <summary>Seed of the invented people and posts: the same seed and start time give the same timeline.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A captured HomeTimeline or ListLatestTweetsTimeline response shown as home; null: invented posts.</summary>
    public string? TimelineFile { get; init; }
}
