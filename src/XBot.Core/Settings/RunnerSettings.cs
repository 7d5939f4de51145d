using XBot.Core.Fleet;

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

    /// <summary>How long heartbeats, harvests and candidates are kept; the latter longer where they may still be answered.</summary>
    public TimeSpan KeepHeartbeats { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long other events are kept; what tells of replies and decisions is kept for ever.</summary>
    public TimeSpan KeepEvents { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Null: SQLite, the file <c>xbot.db</c> in the profile. Otherwise a postgres:// URL.</summary>
    public string? DatabaseUrl { get; init; }

    public Site Site { get; init; } = Site.X;
    public ReplyMode ReplyMode { get; init; } = ReplyMode.Approve;
    public ReplyWriterKind ReplyWriter { get; init; } = ReplyWriterKind.Manual;
    public string? OpenAiBaseUrl { get; init; }
    public string? OpenAiApiKey { get; init; }
    public string? OpenAiModel { get; init; }

    /// <summary>For one try at a draft.</summary>
    public TimeSpan OpenAiTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Asked for in a UTC day.</summary>
    public int OpenAiDraftsPerDay { get; init; } = 100;

    /// <summary>Absolute path; null: the prompt that comes with the program.</summary>
    public string? ReplyPromptFile { get; init; }
    public IReadOnlyList<string> HarvestSources { get; init; } = ["home"];
    public IReadOnlyList<string> HarvestHandles { get; init; } = [];
    public IReadOnlyList<string> HarvestQueries { get; init; } = [];

    /// <summary>Whether replies to others are candidates too.</summary>
    public bool HarvestReplies { get; init; }

    /// <summary>Only posts in these languages, as <see cref="Selection.PostLanguage"/> spells them; empty: in any.</summary>
    public IReadOnlyList<string> HarvestLanguages { get; init; } = [];

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
    public LeaseTerms AccountLease { get; init; } = LeaseTerms.Default;
    public BrowserUpkeep Upkeep { get; init; } = new();
    public Uri? HeartbeatPingUrl { get; init; }

    /// <summary>Whether the daemon holds the machine's idle sleep off.</summary>
    public bool KeepAwake { get; init; } = true;
}

/// <summary>shadow: nothing leaves; approve: a person approves each reply; auto: the owner's explicit choice.</summary>
public enum ReplyMode { Shadow, Approve, Auto }

public enum ReplyWriterKind { Manual, Canned, OpenAi }
