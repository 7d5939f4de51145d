using System.Text;
using XBot.App.Running;

namespace XBot.App.Control;

/// <summary>
/// Where the daemon of a profile listens: <c>control.sock</c> in the profile. A system has room for about a hundred bytes in the address of a
/// socket; a profile with a longer path gets a folder of its own under the temporary one, and <c>control.path</c> in the profile says where.
/// </summary>
internal sealed class ControlAddress(string profileDir)
{
    /// <summary>sun_path without its closing NUL: 108 bytes on Linux, 104 on macOS.</summary>
    private static readonly int MaxBytes = OperatingSystem.IsLinux() ? 107 : 103;

    private readonly string _near = Path.Combine(profileDir, "control.sock");
    private readonly string _note = Path.Combine(profileDir, "control.path");

    /// <summary>Where a running daemon would be; null when none ever was here, or it left in order.</summary>
    public string? Find()
    {
        var path = Note() ?? _near;
        return File.Exists(path) ? path : null;
    }

    /// <summary>A free address. What a dead daemon left is removed: our caller holds the profile's lock, so nobody listens there.</summary>
    public string Claim()
    {
        Clear();
        if (Encoding.UTF8.GetByteCount(_near) <= MaxBytes)
            return _near;
        // Made by the system under a fresh name for us alone; nobody can have prepared it.
        var far = Path.Combine(Directory.CreateTempSubdirectory("xbot-").FullName, "control.sock");
        OwnerFile.Replace(_note, Encoding.UTF8.GetBytes(far));
        return far;
    }

    public void Clear()
    {
        if (Note() is { } far)
        {
            // The temporary folder may have been emptied meanwhile, ours with it.
            if (Path.GetDirectoryName(far) is { } folder && Directory.Exists(folder))
            {
                File.Delete(far);
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
            }

            File.Delete(_note);
        }

        File.Delete(_near);
    }

    private string? Note()
    {
        try
        {
            return File.ReadAllText(_note).Trim() is { Length: > 0 } far ? far : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
