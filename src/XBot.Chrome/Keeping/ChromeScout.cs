using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Looks at our port and our profile, and changes nothing.</summary>
internal sealed class ChromeScout(ChromeFolder folder, ExpectedChrome expected, ProcessProbe processes)
{
    public ChromeSighting Look()
    {
        var record = ChromeRecord.Read(folder.RecordFile);
        var held = ProfileLock.Read(folder.LockFile);
        var ours = held?.Host == Environment.MachineName;
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
