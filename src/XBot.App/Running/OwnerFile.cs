namespace XBot.App.Running;

/// <summary>Small files of the profile that only our user may read, and that are there whole or not at all.</summary>
internal static class OwnerFile
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Written beside its place and moved there: a power cut leaves the old text or the new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => File.Move(Prepare(path, content), path, overwrite: true);

    /// <summary>The first half: written through to the disk under the name that is returned, from where a move puts it in its place.</summary>
    public static string Prepare(string path, ReadOnlySpan<byte> content)
    {
        var fresh = $"{path}.{Environment.ProcessId}.new";
        using (var stream = new FileStream(fresh, Options(FileMode.Create, FileAccess.Write, FileShare.None)))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        return fresh;
    }

    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mode;
        return options;
    }
}
