using XBot.Core.Events;
using XBot.Core.Posting;

namespace XBot.Tests.App.Daemon;

/// <summary>The sandbox renames its testids as a redesign of X would; the session still reads as good.</summary>
public sealed class DaemonDriftTests
{
    [Fact]
    public async Task A_redesign_of_the_site_freezes_posting_and_says_what_is_off()
    {
        await using var desk = await DaemonDesk.StartAsync(settings => settings with { ReplyMode = XBot.Core.Settings.ReplyMode.Shadow });
        desk.Sandbox.Arm("renamed-testid", times: 1000);

        var drift = await desk.EventAsync(EventTypes.DomDrift);
        var frozen = await desk.EventAsync(EventTypes.PostingFrozen);

        Assert.Equal(("home", "post", true), ((string?)drift.Data["source"], (string?)drift.Data["what"], (bool?)drift.Data["touches_posting"]));
        Assert.True(File.Exists((string?)drift.Data["screenshot"]) && File.Exists((string?)drift.Data["html"]));
        Assert.Contains("shows none that can be read", (string?)frozen.Data["reason"], StringComparison.Ordinal);
        var freeze = await desk.UntilAsync("the freeze", async store => await new PostingFreeze(store.Facts, () => null).ReadAsync(default));
        Assert.Equal((string?)frozen.Data["reason"], freeze.Reason);
    }
}
