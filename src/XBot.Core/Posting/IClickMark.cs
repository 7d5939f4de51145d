using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// Remembers the last click outside the store, durably, between the commit of CLICKING and the click: a store that does not know of it is
/// an older copy, or another one.
/// </summary>
public interface IClickMark
{
    /// <summary>Writes the mark of a click that may be committed next beside the one that counts. Throws when it could not be written: then nothing is committed.</summary>
    /// <param name="reply">As CLICKING, with the click's time.</param>
    void Ready(Reply reply);

    /// <summary>The click is committed: from here on the mark that was made ready is the one that counts. Throws when it could not be put in place: then nothing is clicked.</summary>
    void Note();

    /// <summary>Whether the store knows of the click that was noted last. A mark that cannot be read is one that it does not know; without one there is nothing to know.</summary>
    Task<bool> IsKnownAsync(IRunnerStore store, CancellationToken ct);

    /// <summary>The store that lacks it was noticed: from here on it is the one to know.</summary>
    void Forget();
}
