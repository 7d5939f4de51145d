using XBot.Core.Posting;

namespace XBot.App.Running;

/// <summary>The file <c>STOP</c> in the profile: while it is there everything is paused. It works without the store, and by hand (<c>touch</c>, <c>rm</c>).</summary>
public sealed class StopFile(string profileDir) : IPauseSwitch
{
    public const string FileName = "STOP";

    public string Path { get; } = System.IO.Path.Combine(profileDir, FileName);

    public bool Exists => File.Exists(Path);

    bool IPauseSwitch.IsPaused => Exists;

    /// <summary>False when it was there already.</summary>
    public bool Create(string reason)
    {
        if (Exists)
            return false;
        File.WriteAllText(Path, reason + "\n");
        return true;
    }

    /// <summary>False when there was none.</summary>
    public bool Remove()
    {
        if (!Exists)
            return false;
        File.Delete(Path);
        return true;
    }
}
