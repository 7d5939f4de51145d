using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Commands;

/// <summary>A person writes and edits: <c>queue candidates</c>, <c>write</c>, <c>edit</c>.</summary>
public sealed class QueueWritingTests
{
    private static readonly string Post11 = StoreFacts.Post(11).Id;

    [Fact]
    public async Task Posts_that_wait_for_a_reply_are_listed_best_first()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        var posts = (await desk.Runner.JsonAsync("queue", "candidates")).GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(["author11", "author12"], posts.Select(post => post.GetProperty("authorHandle").GetString()));
        Assert.Equal(Post11, posts[0].GetProperty("id").GetString());
        Assert.Contains("Post 11", posts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_writes_is_approved_with_it()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        Assert.Equal("reply 1: written and approved\n", await desk.RunAsync(0, "write", Post11, "--text", "  Well said.  "));
        var reply = await desk.ReplyAsync(1);
        Assert.Equal((ReplyState.Approved, "ann", "Well said.", Post11), (reply.State, reply.ApprovedBy, reply.Text, reply.TargetId));
        Assert.Equal(desk.Runner.Now.AddMinutes(120), reply.ExpiresAt);
        Assert.Single((await desk.Runner.JsonAsync("queue", "candidates")).GetProperty("candidates").EnumerateArray());

        Assert.Contains("has a reply already", await desk.RunAsync(1, "write", Post11, "--text", "Once more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_written_in_the_persons_editor_with_the_post_in_view()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        desk.EditWith("From the editor");
        desk.Runner.Host.Typing();
        await desk.RunAsync(0, "write", Post11);
        Assert.Equal("From the editor", (await desk.ReplyAsync(1)).Text);
        Assert.Contains("Post 11 with", desk.Given, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see https://example.com", "the text holds a link")]
    [InlineData("hello @somebody", "the text mentions somebody")]
    [InlineData("   ", "nothing was written")]
    public async Task A_text_that_must_not_go_out_is_refused_at_once(string text, string why)
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        Assert.Contains(why, await desk.RunAsync(1, "write", Post11, "--text", text), StringComparison.Ordinal);
        Assert.Empty((await desk.Runner.JsonAsync("queue", "list", "--all")).GetProperty("replies").EnumerateArray());
    }

    [Fact]
    public async Task Nothing_is_written_for_a_post_that_is_unknown_too_old_or_of_somebody_who_opted_out()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 0);
        Assert.Contains("there is no post \"123\" to write for", await desk.RunAsync(4, "write", "123", "--text", "Hello"), StringComparison.Ordinal);
        Assert.Equal(0, await desk.Runner.Host.RunAsync("optout", "add", "@Author11"));
        Assert.Contains("opted out", await desk.RunAsync(1, "write", Post11, "--text", "Hello"), StringComparison.Ordinal);
        desk.Runner.Host.Time.Advance(TimeSpan.FromHours(4));
        Assert.Contains("it is older than 180 minutes", await desk.RunAsync(1, "write", StoreFacts.Post(12).Id, "--text", "Hello"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_the_text_must_be_given()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 1);
        Assert.Contains("give the text with --text", await desk.RunAsync(4, "edit", "1"), StringComparison.Ordinal);
        Assert.Contains("give the text with --text", await desk.RunAsync(4, "write", Post11), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_account_nothing_can_be_written()
    {
        using var runner = new RunnerFolder(("X_BASE_URL", "http://127.0.0.1:4000"));
        Assert.Equal(2, await runner.Host.RunAsync("queue", "write", Post11, "--text", "Hello"));
        Assert.Contains("no account was seen on this profile yet", runner.Host.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_names_its_writer_and_keeps_state_and_approval()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 2);
        await desk.RunAsync(0, "edit", "1", "--text", "Better said");
        Assert.Equal((ReplyState.Drafted, null, "Better said"), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(1)).ApprovedBy, (await desk.ReplyAsync(1)).Text));
        Assert.Equal("ann", (await desk.EventAsync(EventTypes.ReplyEdited)).GetProperty("by").GetString());

        await desk.RunAsync(0, "approve", "2");
        desk.Runner.Host.With("USER", "bob");
        await desk.RunAsync(0, "edit", "2", "--text", "Said by bob");
        Assert.Equal((ReplyState.Approved, "bob"), ((await desk.ReplyAsync(2)).State, (await desk.ReplyAsync(2)).ApprovedBy));
    }

    [Fact]
    public async Task An_edit_is_checked_at_once_and_comes_too_late_for_what_is_being_sent()
    {
        using var desk = await QueueDesk.WithAsync(drafts: 2);
        Assert.Contains("the text holds a link", await desk.RunAsync(1, "edit", "1", "--text", "see example.com"), StringComparison.Ordinal);
        Assert.Contains("there is no reply \"9\"", await desk.RunAsync(4, "edit", "9", "--text", "Hello"), StringComparison.Ordinal);
        Assert.Contains("the text is as it was", await desk.RunAsync(1, "edit", "1", "--text", "Reply 1"), StringComparison.Ordinal);
        await desk.DoubtAsync(2);
        Assert.Contains("it is NEEDS_HUMAN; edit takes DRAFTED or APPROVED or NOT_SENT", await desk.RunAsync(1, "edit", "2", "--text", "Hello"), StringComparison.Ordinal);
        Assert.Contains("the same text went out recently", await desk.RunAsync(1, "edit", "1", "--text", "reply 2"), StringComparison.Ordinal);
        desk.Runner.Host.Time.Advance(TimeSpan.FromHours(3));
        Assert.Contains("its time ran out", await desk.RunAsync(1, "edit", "1", "--text", "Hello"), StringComparison.Ordinal);
    }
}
