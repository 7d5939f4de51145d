using System.Text;

namespace XBot.App.Logging;

/// <summary>
/// A log that never grows past its cap and keeps name and inode, so that a running <c>tail -f</c> goes on: when it is full its content is copied
/// to <c>NAME.1</c> and the file itself is emptied.
/// </summary>
public sealed class CappedFile : IDisposable
{
    public const long DefaultCap = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _cap;
    private FileStream _file;

    public CappedFile(string path, long cap = DefaultCap)
    {
        _path = path;
        _cap = cap;
        _file = Open(path);
    }

    /// <summary>A full disk must not end the daemon: a line that cannot be written is dropped.</summary>
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            try
            {
                if (WasTakenAway())
                    Reopen();
                if (_file.Length >= _cap)
                    Turn();
                _file.Seek(0, SeekOrigin.End);
                _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // Nowhere left to say it.
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // One that was there already, made by hand or by an older release, keeps the rights it has.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != options.UnixCreateMode)
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    // Somebody removed it to make room, or a rotation of the system's moved it: what is written on into a file without a name, nobody reads.
    private bool WasTakenAway() => new FileInfo(_path) is var named && (!named.Exists || named.Length != _file.Length);

    private void Reopen()
    {
        var fresh = Open(_path);
        _file.Dispose();
        _file = fresh;
    }

    private void Turn()
    {
        try
        {
            File.Copy(_path, _path + ".1", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No room, or somebody else's file in the way: the cap holds all the same, and what is old is lost.
        }

        _file.SetLength(0);
    }
}
