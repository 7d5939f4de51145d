#pragma warning disable // sketch of the contract
using Microsoft.Extensions.Logging;

namespace XBot.Chrome;

/// <summary>What our Chrome is started with, and what it must be to be adopted.</summary>
public sealed record ChromeOptions
{
    public required string ProfileDir { get; init; }
    public int Port { get; init; } = 9222;
    public bool Headless { get; init; }

    /// <summary>Null: found by itself.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>Every host but loopback is made not to exist (host-resolver rules).</summary>
    public bool LoopbackOnly { get; init; }
}

/// <param name="State">running, stopped, foreign (something else holds the port) or unresponsive.</param>
public sealed record ChromeStatus(ChromeState State, int? Pid, int Port, string? Version, string Profile, DateTimeOffset? StartedAt, int? Pages, string Detail);

public enum ChromeState { Stopped, Running, Foreign, Unresponsive }

/// <summary>Chrome could not be found, started, or proven ours. The message is one line for people: what, and what to do.</summary>
public sealed class ChromeUnavailableException : Exception
{
    public ChromeUnavailableException() { }
    public ChromeUnavailableException(string message) : base(message) { }
    public ChromeUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The connection, the browser or the page went away (or a command passed its deadline).</summary>
public sealed class ChromeGoneException : Exception
{
    public ChromeGoneException() { }
    public ChromeGoneException(string message) : base(message) { }
    public ChromeGoneException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Finds, starts, adopts, watches and ends our Chrome, and owns exactly one page in it.</summary>
public sealed class ChromeKeeper(ChromeOptions options, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly (ChromeOptions, TimeProvider, ILogger) _ = (options, time, log);

    /// <summary>Our page; null before <see cref="EnsureAsync"/> and after a loss.</summary>
    public ChromePage? Page { get; }

    /// <summary>Raised from another thread the moment the browser or our page is gone, with the reason in one sentence.</summary>
    public event Action<string>? Lost { add { } remove { } }

    /// <summary>Looks; starts and attaches nothing.</summary>
    public Task<ChromeStatus> StatusAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Adopts our Chrome or starts it, and attaches to our page. Throws <see cref="ChromeUnavailableException"/>.</summary>
    /// <returns>The status, and whether Chrome had to be started.</returns>
    public Task<(ChromeStatus Status, bool Started)> EnsureAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Closes our page (its beforeunload dialog too) and opens a fresh one.</summary>
    public Task<ChromePage> RenewPageAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Ends our Chrome: Browser.close, then the recorded pid after a deadline. False when none ran.</summary>
    public Task<bool> StopAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Lets go of Chrome without ending it.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
