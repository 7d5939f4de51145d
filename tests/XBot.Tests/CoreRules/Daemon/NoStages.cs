using XBot.Core.Daemon;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>Nobody watches.</summary>
internal sealed class NoStages : IStageWatch
{
    public void Enter(string stage, TimeSpan deadline) { }

    public void Rest() { }
}
