using XBot.Core.Posting;

namespace XBot.Tests.X.Replying;

[Collection(ReplyTestGroup.Name)]
public sealed class ReplyComposerTests(ReplyFixture chrome)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_goes_out_once_with_the_id_from_the_answer_to_our_request()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);

        var ready = await desk.PrepareAsync(reply);
        Assert.Equal(ReplyDesk.DemoAccount, ready.AccountId);
        Assert.Empty(desk.Sandbox.Ledger);

        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct));
        var entry = Assert.Single(desk.Sandbox.Ledger);
        Assert.Equal((accepted.TweetId, "demo", reply.Text, reply.TargetId), (entry.Id, entry.Author, entry.Text, entry.InReplyTo));
    }
}
