namespace XBot.Core.Daemon;

/// <summary>
/// Five pipeline errors in a row open the circuit: checks go on, the pipeline gets one trial per <c>DAEMON_MAX_SLEEP</c>, and the first success closes it.
/// Pure but for what it remembers.
/// </summary>
public sealed class PipelineCircuit(TimeSpan trialEvery)
{
    public const int OpensAfter = 5;

    private int _errors;
    private DateTimeOffset _lastTry;

    public bool IsOpen => _errors >= OpensAfter;

    /// <summary>Why the pipeline was refused last; null while it is well.</summary>
    public string? LastError { get; private set; }

    /// <summary>Whether the pipeline may run now.</summary>
    public bool Allows(DateTimeOffset now) => !IsOpen || now - _lastTry >= trialEvery || now < _lastTry;

    public void Succeeded()
    {
        _errors = 0;
        LastError = null;
    }

    /// <returns>True when this very error opened it: once.</returns>
    public bool Failed(string error, DateTimeOffset now)
    {
        LastError = error;
        _lastTry = now;
        _errors = Math.Min(_errors + 1, OpensAfter + 1);
        return _errors == OpensAfter;
    }
}
