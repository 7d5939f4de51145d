namespace XBot.Chrome.Processes;

/// <summary>How a process ended; neither when nobody saw it.</summary>
/// <param name="ExitCode">0 to 255, when it ended by itself.</param>
/// <param name="Signal">The signal that ended it.</param>
public sealed record ProcessEnd(int? ExitCode, int? Signal)
{
    /// <summary><c>exit code 1</c> or <c>signal 9</c>.</summary>
    public override string ToString() => Signal is { } signal ? $"signal {signal}" : ExitCode is { } code ? $"exit code {code}" : "an end nobody saw";
}
