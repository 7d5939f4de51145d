namespace XBot.Core.Posting;

/// <summary>Whether a person paused everything. Cheap enough to be asked before each step.</summary>
public interface IPauseSwitch
{
    bool IsPaused { get; }
}
