using System.Runtime.InteropServices;

namespace XBot.Chrome.Processes;

/// <summary>The system calls that .NET has no name for.</summary>
internal static unsafe partial class Libc
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int CtlKern = 1;
    private const int KernArgMax = 8;
    private const int KernProcArgs2 = 49;

    [LibraryImport("libc", EntryPoint = "getuid")]
    public static partial uint GetUserId();

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "proc_pidinfo")]
    public static partial int ProcPidInfo(int pid, int flavor, ulong argument, [Out] byte[] buffer, int size);

    /// <summary>The children of a process, on macOS.</summary>
    public static IEnumerable<int> ListChildren(int pid)
    {
        // Chrome has some dozen; a buffer that is too small is filled as far as it goes.
        var children = new int[4096];
        var count = ProcListChildPids(pid, children, children.Length * sizeof(int));
        return children.Take(Math.Max(0, count));
    }

    [LibraryImport("libc", EntryPoint = "proc_listchildpids")]
    private static partial int ProcListChildPids(int pid, [Out] int[] buffer, int size);

    /// <summary>What macOS answers to KERN_PROCARGS2; empty when the process is hidden from us.</summary>
    public static byte[] ReadProcArgs(int pid)
    {
        int max;
        nuint size = sizeof(int);
        if (Sysctl([CtlKern, KernArgMax], 2, &max, ref size, 0, 0) != 0)
            return [];
        var answer = new byte[max];
        size = (nuint)max;
        fixed (byte* start = answer)
            return Sysctl([CtlKern, KernProcArgs2, pid], 3, start, ref size, 0, 0) == 0 ? answer[..(int)size] : [];
    }

    [LibraryImport("libc", EntryPoint = "sysctl")]
    private static partial int Sysctl(ReadOnlySpan<int> name, uint length, void* old, ref nuint oldSize, nint added, nuint addedSize);
}
