namespace XBot.Chrome.Processes;

/// <summary>Looks at processes and listeners; touches none.</summary>
internal abstract class ProcessProbe
{
    /// <summary>The probe of the system we run on.</summary>
    public static ProcessProbe Current { get; } =
        OperatingSystem.IsMacOS() ? new MacProcessProbe() :
        OperatingSystem.IsLinux() ? new LinuxProcessProbe() :
        throw new PlatformNotSupportedException("Chrome is kept on Linux and macOS only");

    /// <summary>The user we run as.</summary>
    public uint UserId { get; } = Libc.GetUserId();

    /// <summary>Null when no such process runs; one that has ended and waits to be reaped does not run.</summary>
    public abstract ProcessFacts? Find(int pid);

    /// <summary>Who listens on a loopback port; null when nobody does.</summary>
    public abstract PortHolder? FindListener(int port);

    /// <summary>All that run below it, children's children too; those of a process that has ended are nobody's any more.</summary>
    public IReadOnlyList<ProcessFacts> FindFamily(int pid)
    {
        var found = new List<ProcessFacts>();
        for (int[] generation = [pid]; generation.Length > 0;)
        {
            generation = [.. ChildrenOf(generation)];
            found.AddRange(generation.Select(Find).OfType<ProcessFacts>());
        }

        return found;
    }

    /// <summary>The children of all of these.</summary>
    protected abstract IEnumerable<int> ChildrenOf(IReadOnlyCollection<int> pids);

    /// <summary>The same process as the one seen before, not another one under its pid.</summary>
    public bool StillRuns(ProcessFacts seen) => Find(seen.Pid)?.StartMark == seen.StartMark;

    /// <summary>Signals exactly the process seen before; nothing when it has ended.</summary>
    public void Signal(ProcessFacts seen, int signal)
    {
        if (StillRuns(seen))
            _ = Libc.Kill(seen.Pid, signal); // fails only when it has just ended
    }
}

/// <param name="Process">Null when the holder is hidden from us: another user's.</param>
internal sealed record PortHolder(ProcessFacts? Process);
