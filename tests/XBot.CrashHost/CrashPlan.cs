using System.Text.Json;

namespace XBot.CrashHost;

/// <summary>What one host is started with: its only argument, as JSON.</summary>
/// <param name="Profile">Absolute path of the profile.</param>
/// <param name="Port">Of Chrome's DevTools.</param>
/// <param name="Site">The sandbox.</param>
/// <param name="Database">A postgres:// URL; null: SQLite in the profile.</param>
/// <param name="Mark">The file that gets the name of what was reached, before anything happens there.</param>
public sealed record CrashPlan(string Profile, int Port, Uri Site, string? Database, string Mark)
{
    public const string RunnerId = "crash";

    /// <summary>Where the process kills itself (<see cref="Killing.KillPoints"/>); null: nowhere.</summary>
    public string? Point { get; init; }

    /// <summary>At which time it comes by there: 1 is the first.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>Chrome is killed a moment before, by the pid in the profile's record.</summary>
    public bool WithChrome { get; init; }

    /// <summary>A point at which the process waits, its first time there, until the mark that it writes is deleted; null: none.</summary>
    public string? Hold { get; init; }

    /// <summary>A write that fails; null: none.</summary>
    public StoreFailure? Failure { get; init; }

    /// <summary>The lease keeper meets what nobody foresaw: a part of the daemon fails.</summary>
    public bool BreaksKeeper { get; init; }

    /// <summary>The loop hangs in its first look for the browser, and the clock by which hangs are measured leaps over every deadline.</summary>
    public bool Hangs { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static CrashPlan Parse(string json) => JsonSerializer.Deserialize<CrashPlan>(json) ?? throw new ArgumentException("the plan is null", nameof(json));
}

/// <param name="Write">Its name: <see cref="Killing.StoreWrites"/>.</param>
/// <param name="Committed">It is committed and only its answer is lost; otherwise it never happened.</param>
/// <param name="Times">From then on so many writes, of whatever name, fail in the same way; 1: this one alone.</param>
public sealed record StoreFailure(string Write, bool Committed, int Times);
