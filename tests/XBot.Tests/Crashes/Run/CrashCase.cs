using XBot.Core.Replies;
using XBot.CrashHost;
using XBot.CrashHost.Killing;

namespace XBot.Tests.Crashes.Run;

/// <summary>One thing that goes wrong while replies are sent, wholly determined by how it was made.</summary>
/// <param name="Index">Its number within its run.</param>
internal sealed record CrashCase(int Index)
{
    /// <summary>The step at which the daemon is killed; null: at none.</summary>
    public KillPoint? Point { get; init; }

    /// <summary>Which of the replies comes by there.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>Killed from outside so long after its start; null: not.</summary>
    public TimeSpan? Moment { get; init; }

    public bool WithChrome { get; init; }

    public bool Postgres { get; init; }

    /// <summary>A fault of the sandbox's; null: it is healthy.</summary>
    public SandboxFault? Fault { get; init; }

    /// <summary>A write that fails; null: none.</summary>
    public StoreFailure? Failure { get; init; }

    /// <summary>A crash before the case itself leaves something for its daemon to recover.</summary>
    public string? Before { get; init; }

    /// <summary>What is told of it: <c>released + Chrome (PostgreSQL)</c>.</summary>
    public string Name => string.Join(' ', Parts());

    private IEnumerable<string> Parts()
    {
        if (Point is not null)
            yield return Occurrence == 1 ? Point.Name : $"{Point.Name} #{Occurrence}";
        if (Moment is { } moment)
            yield return $"after {moment.TotalMilliseconds:0} ms";
        if (WithChrome)
            yield return "+ Chrome";
        if (Failure is { } failure)
            yield return $"store: {failure.Write} {(failure.Committed ? "answer lost" : "not written")} ×{failure.Times}";
        if (Fault is { } fault)
            yield return $"site: {fault.Name} ×{fault.Times} at {fault.At}";
        if (Postgres)
            yield return "(PostgreSQL)";
    }
}

/// <summary>A fault that is armed while the daemon stands at a point, so that it strikes right there.</summary>
/// <param name="At">The point: <see cref="KillPoints"/>.</param>
/// <param name="DelayMs">0: the fault's own.</param>
/// <param name="End">The state in which the reply that it strikes ends, when nothing is killed; null: that may differ.</param>
internal sealed record SandboxFault(string Name, string At, ReplyState? End = null, int Times = 1, int DelayMs = 0);
