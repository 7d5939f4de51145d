namespace XBot.Core.Heartbeats;

/// <summary>Heartbeats that the store could not take, kept on this machine until it can. Bounded.</summary>
public interface IKeptHeartbeats
{
    /// <summary>Oldest first.</summary>
    IReadOnlyList<Heartbeat> All { get; }

    void Add(Heartbeat beat);

    /// <summary>The oldest ones are in the store now.</summary>
    void Drop(int count);
}
