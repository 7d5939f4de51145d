namespace XBot.Core.Settings;

/// <summary>Every setting, parsed and checked. The table of names, defaults and limits is in the README.</summary>
public sealed record RunnerSettings
{
    public int CdpPort { get; init; } = 9222;

    /// <summary>Absolute path.</summary>
    public required string ProfileDir { get; init; }

    /// <summary>false: checks and heartbeats only, no pipeline.</summary>
    public bool RunnerMode { get; init; } = true;

    public bool Headless { get; init; }
    public TimeSpan Sleep { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan MaxSleep { get; init; } = TimeSpan.FromSeconds(300);
    public TimeSpan NoActivityAlert { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Null: SQLite, the file <c>xbot.db</c> in the profile. Otherwise a postgres:// URL.</summary>
    public string? DatabaseUrl { get; init; }

    public Site Site { get; init; } = Site.X;
    public ReplyMode ReplyMode { get; init; } = ReplyMode.Approve;
    public ReplyWriterKind ReplyWriter { get; init; } = ReplyWriterKind.Manual;
    public string? OpenAiBaseUrl { get; init; }
    public string? OpenAiApiKey { get; init; }
    public string? OpenAiModel { get; init; }
    public IReadOnlyList<string> HarvestSources { get; init; } = ["home"];
    public IReadOnlyList<string> HarvestHandles { get; init; } = [];
    public IReadOnlyList<string> HarvestQueries { get; init; } = [];
    public IReadOnlyList<string> TopicKeywords { get; init; } = [];
    public IReadOnlyList<string> BlockedWords { get; init; } = [];
    public TimeSpan MaxPostAge { get; init; } = TimeSpan.FromMinutes(180);
    public TimeSpan DraftExpiry { get; init; } = TimeSpan.FromMinutes(120);
    /// <summary>Whether a reply may hold a link.</summary>
    public bool AllowLinks { get; init; }

    /// <summary>Whether a reply may mention somebody; whom it answers, X adds by itself.</summary>
    public bool AllowMentions { get; init; }

    public int MaxRepliesPerHour { get; init; } = 4;
    public int MaxRepliesPerDay { get; init; } = 20;
    public TimeSpan AuthorCooldown { get; init; } = TimeSpan.FromHours(72);
    public string? ChromePath { get; init; }
    public required string RunnerId { get; init; }
    public string? SelectorsFile { get; init; }
    public Uri? HeartbeatPingUrl { get; init; }
}

/// <summary>shadow: nothing leaves; approve: a person approves each reply; auto: the owner's explicit choice.</summary>
public enum ReplyMode { Shadow, Approve, Auto }

public enum ReplyWriterKind { Manual, Canned, OpenAi }
