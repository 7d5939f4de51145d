namespace XBot.CrashHost.Killing;

/// <summary>A step boundary of sending, or of what a crash there leaves to a later run.</summary>
/// <param name="Name">As the mark tells it.</param>
/// <param name="Part">Where on a reply's way it lies.</param>
/// <param name="SqliteOnly">It lies inside a transaction, where only SQLite lets one look.</param>
/// <param name="After">Another run must have been killed there first, so that this one finds something left.</param>
public sealed record KillPoint(string Name, KillPart Part, bool SqliteOnly = false, string? After = null);

/// <summary>What a kill there leaves behind: the state of the reply in work as it stands on disk.</summary>
public enum KillPart
{
    /// <summary>APPROVED: the claim is not committed.</summary>
    Waiting,
    /// <summary>SENDING.</summary>
    Preparing,
    /// <summary>CLICKING, and the click has not been dispatched: nothing can be in the ledger.</summary>
    Intending,
    /// <summary>CLICKING, from the dispatched click to the commit of its outcome.</summary>
    Sending,
    /// <summary>The outcome is committed.</summary>
    Sent,
    /// <summary>A later run takes over what was left.</summary>
    Recovering,
}
