using System.Text.Json;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Core.Stores;

namespace XBot.CrashHost.Killing;

/// <summary>Knows where this process has to die, or which write has to fail, and says so on disk before it happens.</summary>
internal sealed class KillSwitch(CrashPlan plan)
{
    private readonly Lock _lock = new();
    private int _seen;
    private int _held;
    private int _failing = -1;

    /// <summary>Comes by a point. At the planned one this never returns.</summary>
    public void Reach(string point)
    {
        if (point == plan.Hold && Interlocked.Exchange(ref _held, 1) == 0)
            Hold(point);
        if (point != plan.Point || Interlocked.Increment(ref _seen) != plan.Occurrence)
            return;
        Mark(point);
        if (plan.WithChrome && ChromeRecord.Read(new ChromeFolder(plan.Profile).RecordFile) is { } chrome)
            _ = Libc.Kill(chrome.Pid, Libc.SigKill);
        _ = Libc.Kill(Environment.ProcessId, Libc.SigKill);
        // The signal may take a moment to arrive, and nothing may happen in it.
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Does a write, or lets it fail as planned.</summary>
    public async Task<T> WriteAsync<T>(string name, Func<Task<T>> write)
    {
        var fails = Fails(name);
        if (fails && !plan.Failure!.Committed)
            throw new StoreUnavailableException($"{name} did not reach the store (planned)");
        var result = await write();
        return fails ? throw new StoreUnavailableException($"the answer to {name} was lost (planned)") : result;
    }

    private bool Fails(string name)
    {
        if (plan.Failure is not { } failure)
            return false;
        lock (_lock)
        {
            if (_failing < 0 && name == failure.Write)
            {
                Mark(name);
                _failing = failure.Times;
            }

            return _failing > 0 && _failing-- > 0;
        }
    }

    private void Hold(string point)
    {
        Mark(point);
        while (File.Exists(plan.Mark))
            Thread.Sleep(5);
    }

    private void Mark(string what)
    {
        using var file = new FileStream(plan.Mark, FileMode.Create, FileAccess.Write);
        JsonSerializer.Serialize(file, new KillMark(what, Environment.ProcessId));
        file.Flush(flushToDisk: true);
    }
}

/// <summary>The proof that a host came to where it was to die: written through to the disk before the signal.</summary>
public sealed record KillMark(string What, int Pid)
{
    /// <summary>Null when nothing was reached, or the mark was not finished.</summary>
    public static KillMark? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<KillMark>(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
