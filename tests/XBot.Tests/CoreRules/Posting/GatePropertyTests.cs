using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>With whatever configuration and history: never above a cap, never in shadow, never while frozen, never a text or a target that must not be.</summary>
public sealed class GatePropertyTests
{
    private const int Worlds = 400;
    private const int Steps = 1000;

    [Fact]
    public async Task No_click_ever_breaks_a_rule()
    {
        var clicks = 0;
        for (var seed = 1; seed <= Worlds; seed++)
        {
            await using var world = new GateWorld(seed);
            for (var step = 0; step < Steps; step++)
                await world.StepAsync();
            clicks += world.Clicks.Count;
            for (var i = 0; i < world.Clicks.Count; i++)
            {
                if (Broken(world.Settings, world.Clicks, i) is { } broken)
                    Assert.Fail($"seed {seed}, click {i + 1}: {broken}");
            }
        }

        // A gate that is always shut keeps every rule, too.
        Assert.InRange(clicks, Worlds * 3, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Worlds} worlds, {clicks} clicks");
    }

    private static string? Broken(RunnerSettings settings, IReadOnlyList<Click> clicks, int at)
    {
        var click = clicks[at];
        var before = clicks.Take(at).ToList();
        var reply = click.Reply;
        if (settings.ReplyMode == ReplyMode.Shadow || !settings.RunnerMode)
            return "the mode forbids it";
        if (click.Paused || click.Frozen is not null)
            return $"paused or frozen: {click.Frozen}";
        if (!settings.Site.IsLoopback && !click.RulesAccepted)
            return "the rules are not acknowledged";
        if (reply.State != ReplyState.Clicking)
            return $"the store says {reply.State.Name()}";
        if (reply.ApprovedBy is null || (settings.ReplyMode == ReplyMode.Approve && reply.ApprovedBy == ReplyApproval.Auto))
            return "no person approved it";
        if (click.OptedOut.Contains(OptOut.KeyOf(reply.TargetAuthor)))
            return "its author opted out";
        if (reply.Text.Contains("spam", StringComparison.Ordinal) || reply.Text.Contains('@', StringComparison.Ordinal) || reply.Text.Contains("example.com", StringComparison.Ordinal) || reply.Text.Length > 280)
            return $"its text: {reply.Text}";
        if (before.Any(other => other.Reply.TargetId == reply.TargetId && !other.Refused))
            return "a second click on the target";
        if (before.Count(other => click.Lived - other.Lived < TimeSpan.FromHours(1)) >= settings.MaxRepliesPerHour)
            return "above the hour's cap in time that really passed";
        if (before.Count(other => click.Lived - other.Lived < TimeSpan.FromDays(1)) >= settings.MaxRepliesPerDay)
            return "above the day's cap in time that really passed";
        if (click.Resting)
            return "X asked for a rest";
        // The store's ledger holds what is out or may be out; a click that X refused is none of it.
        var sent = before.Where(other => !other.Refused).ToList();
        if (sent.Count(other => click.Wall - other.Wall < TimeSpan.FromHours(1)) >= settings.MaxRepliesPerHour)
            return "above the hour's cap";
        if (sent.Count(other => click.Wall - other.Wall < TimeSpan.FromDays(1)) >= settings.MaxRepliesPerDay)
            return "above the day's cap";
        return sent.Any(other => OptOut.KeyOf(other.Reply.TargetAuthor) == OptOut.KeyOf(reply.TargetAuthor) && click.Wall - other.Wall < settings.AuthorCooldown)
            ? "its author had a reply already"
            : null;
    }
}
