using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Commands;

/// <summary>A person decides: in bulk, one by one, two at once, and about doubts.</summary>
public sealed class QueueDecidingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_waits_is_decided_at_once()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 3);
        await desk.RunAsync(0, "reject", "2");
        Assert.Equal("reply 1: approved\nreply 3: approved\n", await desk.RunAsync(0, "approve", "--all"));
        Assert.Equal("no draft waits for you\n", await desk.RunAsync(0, "approve", "--all"));
        Assert.Contains("either numbers of replies or --all", await desk.RunAsync(4, "approve"), StringComparison.Ordinal);
        Assert.Contains("either numbers of replies or --all", await desk.RunAsync(4, "reject", "1", "--all"), StringComparison.Ordinal);
        Assert.Equal(ReplyState.Rejected, (await desk.ReplyAsync(2)).State);
    }

    [Fact]
    public async Task Of_many_who_approve_at_once_one_does_and_the_others_are_told()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 1);
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            using var person = new XBot.Testing.TestHost(("X_BASE_URL", StoreFacts.Account.Origin), ("RUNNER_PROFILE_DIR", desk.Runner.Profile), ("USER", $"person{i}"));
            person.Time.SetUtcNow(desk.Runner.Now);
            return (Code: await person.RunAsync("queue", i % 2 == 0 ? "approve" : "reject", "1"), Told: person.Stderr, Person: $"person{i}");
        })));
        var reply = await desk.ReplyAsync(1);
        // Whoever rejects may come after the approval; nobody decides twice.
        Assert.Single(runs, run => run.Told.Contains("reply 1: approved", StringComparison.Ordinal) || (run.Code == 0 && reply.ApprovedBy is null));
        Assert.All(runs.Where(run => run.Code != 0), run => Assert.Matches("it is (APPROVED|REJECTED);|it moved on meanwhile", run.Told));
        if (reply.State == ReplyState.Approved)
            Assert.Equal(runs.Single(run => run.Code == 0).Person, reply.ApprovedBy);
    }

    [Fact]
    public async Task A_review_goes_through_the_drafts_and_does_what_is_typed()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 5);
        desk.EditWith("Better said");
        desk.Runner.Host.Typing("a", "e", "a", "r", "x", "s", "q");
        await desk.RunAsync(0, "review");

        var shown = desk.Runner.Host.Stdout;
        Assert.Contains("draft 1 of 5", shown, StringComparison.Ordinal);
        Assert.Contains("Post 1 with \"quotes\"", shown, StringComparison.Ordinal);
        Assert.Contains("a letter of those in brackets", shown, StringComparison.Ordinal);
        Assert.EndsWith("2 approved, 1 rejected, 1 skipped\n", shown, StringComparison.Ordinal);
        Assert.Equal(
            [ReplyState.Approved, ReplyState.Approved, ReplyState.Rejected, ReplyState.Drafted, ReplyState.Drafted],
            await Task.WhenAll(Enumerable.Range(1, 5).Select(async id => (await desk.ReplyAsync(id)).State)));
        Assert.Equal(("Better said", "ann"), ((await desk.ReplyAsync(2)).Text, (await desk.ReplyAsync(2)).ApprovedBy));
    }

    [Fact]
    public async Task A_review_ends_with_its_input_and_needs_a_terminal()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 2);
        Assert.Contains("review needs a terminal", await desk.RunAsync(4, "review"), StringComparison.Ordinal);
        desk.Runner.Host.Typing("approve");
        await desk.RunAsync(0, "review");
        Assert.Equal((ReplyState.Approved, ReplyState.Drafted), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(2)).State));
    }

    [Fact]
    public async Task Somebodys_post_cannot_move_the_terminals_cursor()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        await using (var store = await desk.Runner.OpenAsync())
            await store.Replies.AddAsync(StoreFacts.Draft(1) with { Target = StoreFacts.Post(1) with { Text = "up\u001b[2Jand\u0007 away\u202Etxt 👩‍👩‍👧" } }, TestContext.Current.CancellationToken);
        await desk.RunAsync(0, "show", "1");
        await desk.RunAsync(0, "list");
        Assert.DoesNotContain(desk.Runner.Host.Stdout, c => c is '\u001b' or '\u0007' or '\u202E');
        Assert.Contains("up[2Jand awaytxt 👩‍👩‍👧", desk.Runner.Host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubt_is_settled_as_sent_with_the_replys_id()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 1);
        await desk.DoubtAsync(1);
        Assert.Contains("is no id of a post", await desk.RunAsync(4, "settle", "1", "--sent", "https://x.com"), StringComparison.Ordinal);
        Assert.Contains("not newer than the post it answers", await desk.RunAsync(4, "settle", "1", "--sent", StoreFacts.Post(1).Id), StringComparison.Ordinal);
        Assert.Contains("either --sent TWEET_ID or --not-sent", await desk.RunAsync(4, "settle", "1"), StringComparison.Ordinal);
        Assert.Contains("Required argument missing for option: '--sent'", await desk.RunAsync(4, "settle", "1", "--sent"), StringComparison.Ordinal);

        await desk.RunAsync(0, "settle", "1", "--sent", "9999999999999999999");
        var reply = await desk.ReplyAsync(1);
        Assert.Equal((ReplyState.Confirmed, "9999999999999999999", "person:ann"), (reply.State, reply.TweetId, reply.Evidence));
        Assert.Equal("9999999999999999999", (await desk.EventAsync(EventTypes.PostSuccess)).GetProperty("tweet_id").GetString());
        Assert.Contains("it is CONFIRMED; settle takes NEEDS_HUMAN", await desk.RunAsync(1, "settle", "1", "--not-sent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubt_is_settled_as_not_sent_and_its_post_is_not_answered_again()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 1);
        await desk.DoubtAsync(1);
        await desk.RunAsync(0, "settle", "1", "--not-sent");
        Assert.Equal((ReplyState.Failed, "settled as not sent by ann"), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(1)).Note));
        await using var store = await desk.Runner.OpenAsync();
        Assert.Null(await store.Replies.AddAsync(StoreFacts.Draft(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_accounts_replies_are_decided_on_its_own_profile()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 1);
        await using (var store = await desk.Runner.OpenAsync())
            await store.Replies.AddAsync(StoreFacts.Draft(2, account: StoreFacts.OtherAccount), Ct);

        await desk.RunAsync(0, "approve", "--all");
        foreach (var verb in (string[][])[["approve", "2"], ["reject", "2"], ["edit", "2", "--text", "Other words"], ["settle", "2", "--not-sent"]])
            Assert.Contains($"account {StoreFacts.OtherAccount.AccountId}", await desk.RunAsync(4, verb), StringComparison.Ordinal);

        Assert.Equal((ReplyState.Approved, ReplyState.Drafted), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(2)).State));
        var listed = (await desk.Runner.JsonAsync(0, "queue", "list", "--all")).GetProperty("replies");
        Assert.Equal(StoreFacts.Account.AccountId, Assert.Single(listed.EnumerateArray()).GetProperty("accountId").GetString());
    }
}
