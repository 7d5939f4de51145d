using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace XBot.Chrome.Processes;

/// <summary>Asks the kernel for processes and lsof for listeners.</summary>
internal sealed class MacProcessProbe : ProcessProbe
{
    private const int ProcPidTBsdInfo = 3;
    /// <summary>lsof itself may hang, on a network disk that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int Stopped = 4;
    private const int Zombie = 5;

    public override ProcessFacts? Find(int pid)
    {
        // struct proc_bsdinfo of <sys/proc_info.h>: pbi_status at 4, pbi_uid at 20, pbi_start_tvsec at 120, pbi_start_tvusec at 128.
        var info = new byte[136];
        if (Libc.ProcPidInfo(pid, ProcPidTBsdInfo, 0, info, info.Length) != info.Length || BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(4)) is var state && state == Zombie)
            return null;
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(info.AsSpan(120));
        var micros = BinaryPrimitives.ReadInt64LittleEndian(info.AsSpan(128));
        var (binary, arguments) = ProcArgs.Read(Libc.ReadProcArgs(pid));
        return new ProcessFacts(
            pid,
            string.Create(CultureInfo.InvariantCulture, $"{seconds}.{micros:000000}"),
            DateTimeOffset.FromUnixTimeMilliseconds((seconds * 1000) + (micros / 1000)),
            BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(20)),
            Path.GetFileName(binary) ?? $"pid {pid}",
            binary,
            arguments,
            state == Stopped);
    }

    protected override IEnumerable<int> ChildrenOf(IReadOnlyCollection<int> pids) => pids.SelectMany(Libc.ListChildren);

    public override PortHolder? FindListener(int port)
    {
        // -Fp prints one line "p4242" for each process; -b and -w keep it from calls that may block, and from telling so.
        var start = new ProcessStartInfo("/usr/sbin/lsof", ["-nP", "-b", "-w", "-a", $"-iTCP:{port}", "-sTCP:LISTEN", "-Fp"]) { RedirectStandardOutput = true };
        using var lsof = Process.Start(start)!;
        // Some lines fit into the pipe: it ends without being read.
        var ended = lsof.WaitForExit(Patience);
        if (!ended)
            lsof.Kill();
        var pids = (ended ? lsof.StandardOutput.ReadToEnd() : "").Split('\n')
            .Where(line => line.StartsWith('p'))
            .Select(line => int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture))
            .Order()
            .ToArray();
        if (pids.Length > 0)
            return new PortHolder(pids.Select(Find).FirstOrDefault(facts => facts is not null));
        // lsof shows our own user's sockets only; whether a stranger listens is told by the port itself.
        return LoopbackPort.IsTaken(port) ? new PortHolder(null) : null;
    }
}
