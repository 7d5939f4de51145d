namespace XBot.App.Running;

/// <summary>A disk without room is no refusal: somebody makes room, and everything goes on.</summary>
internal static class FullDisk
{
    private const int NoSpace = 28;

    /// <summary>The user's own share of the disk is used up: EDQUOT.</summary>
    private static readonly int _noQuota = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>How long whoever waits for room waits between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <param name="e">On Unix an IOException carries the system's own number.</param>
    public static bool IsCause(Exception? e) => e is IOException { HResult: var code } && (code == NoSpace || code == _noQuota) || (e is not null && IsCause(e.InnerException));
}
