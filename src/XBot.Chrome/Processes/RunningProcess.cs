namespace XBot.Chrome.Processes;

/// <summary>One look at a process, for whoever knows no more of it than its pid.</summary>
public static class RunningProcess
{
    /// <summary>It is there and was stopped by a signal, so that nothing in it runs.</summary>
    public static bool IsStopped(int pid) => ProcessProbe.Current.Find(pid) is { Stopped: true };
}
