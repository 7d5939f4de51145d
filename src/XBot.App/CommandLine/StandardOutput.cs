using System.Runtime.InteropServices;

namespace XBot.App.CommandLine;

/// <summary>The process's own standard output, as far as .NET does not tell: it drops what is written into a pipe that nobody reads any more (EPIPE), in silence.</summary>
internal static partial class StandardOutput
{
    private const int Descriptor = 1;
    private const short Error = 0x8;
    private const short HungUp = 0x10;

    public static bool IsClosed()
    {
        if (OperatingSystem.IsWindows())
            return false;
        var asked = new Poll { Descriptor = Descriptor };
        return PollOnce(ref asked, 1, 0) > 0 && (asked.Found & (Error | HungUp)) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int PollOnce(ref Poll descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
