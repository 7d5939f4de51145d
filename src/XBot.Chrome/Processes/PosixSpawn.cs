using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace XBot.Chrome.Processes;

/// <summary>posix_spawn, which unlike Process.Start puts the child into a session of its own and gives it none of our streams.</summary>
internal static unsafe partial class PosixSpawn
{
    // posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t are opaque; the biggest of glibc, musl and macOS is 336 bytes.
    private const int OpaqueSize = 1024;

    private const short SetSigDef = 0x04;
    private const short SetSigMask = 0x08;
    private const short SetSidLinux = 0x80;
    private const short SetSidMac = 0x400;
    private const short CloseOnExecByDefaultMac = 0x4000;

    private const int ReadOnly = 0;

    // O_WRONLY, O_CREAT, O_TRUNC and O_APPEND: appending, so that who caps the file by emptying it leaves no hole.
    private static readonly int WriteNew = OperatingSystem.IsMacOS() ? 0x1 | 0x200 | 0x400 | 0x8 : 0x1 | 0x40 | 0x200 | 0x400;

    /// <summary>Starts <paramref name="executable"/> with stdin on /dev/null and both outputs in one new file, and returns its pid.</summary>
    /// <param name="environment">All of the child's variables.</param>
    public static int Start(string executable, IReadOnlyList<string> arguments, string outputFile, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[OpaqueSize];
        Check(FileActionsInit(actions));
        Check(AttributesInit(attributes));
        var argv = NewVector([executable, .. arguments]);
        var envp = NewVector([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        try
        {
            Check(FileActionsAddOpen(actions, 0, "/dev/null", ReadOnly, 0));
            Check(FileActionsAddOpen(actions, 1, outputFile, WriteNew, Convert.ToUInt32("600", 8)));
            Check(FileActionsAddDup2(actions, 1, 2));
            CloseTheRest(actions);

            // .NET ignores SIGPIPE and its threads may block signals: a child would inherit both.
            Check(SigFillSet(signals));
            Check(AttributesSetSigDefault(attributes, signals));
            Check(SigEmptySet(signals));
            Check(AttributesSetSigMask(attributes, signals));
            Check(AttributesSetFlags(attributes, (short)(SetSigDef | SetSigMask | (OperatingSystem.IsMacOS() ? SetSidMac | CloseOnExecByDefaultMac : SetSidLinux))));

            Check(Spawn(out var pid, executable, actions, attributes, argv, envp));
            return pid;
        }
        finally
        {
            FreeVector(argv);
            FreeVector(envp);
            _ = AttributesDestroy(attributes);
            _ = FileActionsDestroy(actions);
        }
    }

    // What .NET opens closes at exec; what our own parent left open does not. macOS has a flag for it, glibc since 2.34 an action.
    private static void CloseTheRest(byte* actions)
    {
        if (OperatingSystem.IsMacOS())
            return;
        try
        {
            Check(FileActionsAddCloseFrom(actions, 3));
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library: only files that our parent leaked to us stay open.
        }
    }

    private static byte** NewVector(IReadOnlyList<string> texts)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[i]);
            vector[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(vector[i], bytes.Length));
        }

        return vector;
    }

    private static void FreeVector(byte** vector)
    {
        for (var i = 0; vector[i] is not null; i++)
            NativeMemory.Free(vector[i]);
        NativeMemory.Free(vector);
    }

    // This family returns the error instead of setting errno.
    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int pid, string path, byte* actions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FileActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FileActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileActionsAddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int FileActionsAddDup2(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    private static partial int FileActionsAddCloseFrom(byte* actions, int from);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int AttributesSetSigDefault(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int AttributesSetSigMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int SigFillSet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int SigEmptySet(byte* signals);
}
