namespace XBot.Chrome;

/// <summary>What our Chrome is started with, and what it must be to be adopted.</summary>
public sealed record ChromeOptions
{
    /// <summary>Absolute. Chrome's own data goes to its subfolder <c>chrome</c>, our notes about it to <c>chrome.json</c>.</summary>
    public required string ProfileDir { get; init; }

    /// <summary>Of the DevTools, on 127.0.0.1. Default 9222.</summary>
    public int Port { get; init; } = 9222;

    /// <summary>Without a window. Default false.</summary>
    public bool Headless { get; init; }

    /// <summary>Null: found by itself.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>Every host but loopback is made not to exist (host-resolver rules).</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>Names of variables that Chrome is started without: a browser that runs foreign pages has no use for our secrets. Default none.</summary>
    public IReadOnlyCollection<string> Withheld { get; init; } = [];

    /// <summary>How long one command may take, unless its call says otherwise. Default 10 s.</summary>
    public TimeSpan CommandDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long our page may take to show that it still answers. Default 5 s.</summary>
    public TimeSpan PingDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the start of the process to its first answer. Default 60 s: a cold disk after a reboot is slow.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long Chrome may take to close by itself before it is ended, and again before it is killed. Default 10 s.</summary>
    public TimeSpan CloseDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When our page or our Chrome is replaced by a fresh one.</summary>
    public RecycleLimits Recycling { get; init; } = new();
}
