using System.ComponentModel;
using System.Diagnostics;
using XBot.Chrome.Cdp;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Measures how worn our page and our Chrome are: two short questions and a look at the system.</summary>
internal sealed class WearGauge(ChromeLink link, ChromePage page, TimeProvider time)
{
    /// <summary>Between the start of a process and the moment its binary was written there may be a rounding of the clock.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    public async Task<ChromeWear> ReadAsync(TimeSpan deadline, CancellationToken ct)
    {
        var heap = await page.Session.SendAsync(new GetHeapUsage(), deadline, ct);
        var processes = await link.Browser.SendAsync(new GetProcessInfo(), deadline, ct);
        // Asked afresh: what was noted when we took hold of it is another moment once the clock was set.
        var started = ProcessProbe.Current.Find(link.Process.Pid)?.StartedAt;
        return new ChromeWear(
            page.Age,
            (long)(heap.UsedSize + heap.BackingStorageSize),
            started is { } since ? time.GetUtcNow() - since : TimeSpan.Zero,
            processes.ProcessInfo.Sum(process => Resident(process.Id)),
            started is { } then && Written(link.Process.Binary) is { } written && written > then + Rounding);
    }

    private static long Resident(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return 0; // It has just ended.
        }
    }

    /// <summary>A package keeps the time of its making in the file, but the file's own birth is that of the installation.</summary>
    private static DateTimeOffset? Written(string? binary)
    {
        if (binary is null || !File.Exists(binary))
            return null;
        var (born, changed) = (File.GetCreationTimeUtc(binary), File.GetLastWriteTimeUtc(binary));
        return new DateTimeOffset(born > changed ? born : changed, TimeSpan.Zero);
    }
}
