namespace XBot.Sandbox.Faults;

/// <summary>Which faults are armed, and how many times each still strikes. Thread-safe.</summary>
internal sealed class FaultBoard : IDisposable
{
    public const int MaxTimes = 1_000_000_000;
    public const int MaxDelayMs = 3_600_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ArmedFault> _armed = [];
    private CancellationTokenSource _cleared = new();

    /// <summary>Fires when faults are cleared: hanging requests end, delays are cut short.</summary>
    public CancellationToken Cleared
    {
        get
        {
            lock (_lock) return _cleared.Token;
        }
    }

    public IReadOnlyList<ArmedFault> Armed
    {
        get
        {
            lock (_lock) return [.. _armed.Values.OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Arms a fault anew (times and delay replace those of an earlier arming); throws <see cref="SandboxException"/> for what cannot be.</summary>
    public void Arm(string name, int times, int? delayMs)
    {
        var kind = FaultKind.All.FirstOrDefault(k => k.Name == name)
            ?? throw new SandboxException($"fault name: '{name}' is unknown; known are {string.Join(", ", FaultKind.All.Select(k => k.Name))}");
        if (times is < 1 or > MaxTimes) throw new SandboxException($"fault times: {times} is not allowed; give a whole number from 1 to {MaxTimes}");
        if (delayMs is < 0 or > MaxDelayMs) throw new SandboxException($"fault delayMs: {delayMs} is not allowed; give milliseconds from 0 to {MaxDelayMs}");
        lock (_lock) _armed[name] = new ArmedFault(name, times, delayMs ?? kind.DelayMs);
    }

    public bool IsArmed(FaultKind kind)
    {
        lock (_lock) return _armed.ContainsKey(kind.Name);
    }

    /// <summary>Uses the fault up by one time; null when it is not armed.</summary>
    public ArmedFault? Strike(FaultKind kind)
    {
        lock (_lock)
        {
            if (!_armed.TryGetValue(kind.Name, out var fault)) return null;
            if (fault.Times == 1) _armed.Remove(kind.Name);
            else _armed[kind.Name] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    public void Clear()
    {
        CancellationTokenSource old;
        lock (_lock)
        {
            _armed.Clear();
            (old, _cleared) = (_cleared, new CancellationTokenSource());
        }

        old.Cancel();
        old.Dispose();
    }

    public void Dispose() => _cleared.Dispose();
}
