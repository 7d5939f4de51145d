using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Looks at our port and our profile, and changes nothing.</summary>
internal sealed class ChromeScout(ChromeFolder folder, ExpectedChrome expected, ProcessProbe processes)
{
    private const int Glances = 20;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Looks until the port's holder is seen, for a second at most: one that was killed no longer counts as a process while its last
    /// threads still hold the port.
    /// </summary>
    public async Task<ChromeSighting> LookTwiceAsync(TimeProvider time, CancellationToken ct)
    {
        var seen = Look();
        for (var glance = 0; glance < Glances && seen.Port is { Process: null }; glance++)
        {
            await Task.Delay(Glance, time, ct);
            seen = Look();
        }

        return seen;
    }

    public ChromeSighting Look()
    {
        var record = ChromeRecord.Read(folder.RecordFile);
        var held = ProfileLock.Read(folder.LockFile);
        var ours = held is not null && ThisMachine.Made(held, record);
        var onProfile = Recorded(record) ?? (ours ? OnProfile(held!.Pid) : null);
        return new ChromeSighting(
            processes.FindListener(expected.Port),
            onProfile,
            held is null || ours || onProfile is not null ? null : held.ToString(),
            record);
    }

    private ProcessFacts? Recorded(ChromeRecord? record) =>
        record is not null && OnProfile(record.Pid) is { } process && process.StartMark == record.StartMark ? process : null;

    private ProcessFacts? OnProfile(int pid) =>
        processes.Find(pid) is { } process && AdoptionPolicy.IsOnProfile(process, expected) ? process : null;
}
