using System.Diagnostics;
using XBot.Core.Browsers;

namespace XBot.Tests.X.Replying;

/// <summary>With a Chromium of its own, as it is killed.</summary>
public sealed class BrowserLossTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_killed_while_the_answer_is_awaited_is_told_as_lost()
    {
        var chrome = new ReplyFixture();
        await chrome.InitializeAsync();
        try
        {
            await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Answer = TimeSpan.FromMinutes(5) });
            desk.Sandbox.Arm("slow-accept", delayMs: 15_000);
            var reply = desk.ReplyTo(ReplyDesk.Plain);
            await desk.PrepareAsync(reply);
            using var process = Process.GetProcessById((await chrome.Keeper.StatusAsync(Ct)).Pid!.Value);
            var sending = desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct);
            while (desk.Sandbox.Ledger.Count == 0) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);

            process.Kill();
            await Assert.ThrowsAsync<BrowserLostException>(() => sending);
            Assert.Single(desk.Sandbox.Ledger);
            await Assert.ThrowsAsync<BrowserLostException>(() => desk.Composer.PrepareAsync(reply, Ct));
            await Assert.ThrowsAsync<BrowserLostException>(() => desk.Witness.LookAsync(reply, Ct));
        }
        finally
        {
            await chrome.DisposeAsync();
        }
    }
}
