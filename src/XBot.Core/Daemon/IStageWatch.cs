namespace XBot.Core.Daemon;

/// <summary>The loop's signs of life for the watcher outside of it.</summary>
public interface IStageWatch
{
    /// <summary>A stage begins and must end, or the next begin, within <paramref name="deadline"/> of monotonic time.</summary>
    void Enter(string stage, TimeSpan deadline);

    /// <summary>Nothing is due: the loop is done, or waits for somebody else.</summary>
    void Rest();
}
