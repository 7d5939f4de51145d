using System.Text.Json;
using XBot.Core.Replies;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Commands;

public sealed class QueueCommandTests
{
    [Fact]
    public async Task The_list_holds_what_waits_for_somebody()
    {
        using var runner = await QueuedAsync();

        var reply = Assert.Single((await runner.JsonAsync("queue", "list")).GetProperty("replies").EnumerateArray());

        Assert.Equal(
            ["id", "targetId", "targetAuthor", "state", "text", "tweetId", "score", "reason", "approvedBy", "createdAt", "updatedAt", "targetText", "targetPermalink", "expiresAt", "accountId"],
            reply.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("1", "DRAFTED", "author1", "Reply 1"), (Text(reply, "id"), Text(reply, "state"), Text(reply, "targetAuthor"), Text(reply, "text")));
        Assert.Equal(JsonValueKind.String, reply.GetProperty("targetId").ValueKind);
        Assert.Equal("2026-11-24T12:00:00.123Z", Text(reply, "createdAt"));
    }

    [Fact]
    public async Task With_all_it_holds_every_state()
    {
        using var runner = await QueuedAsync();
        var replies = (await runner.JsonAsync("queue", "list", "--all")).GetProperty("replies").EnumerateArray();
        Assert.Equal(["APPROVED", "DRAFTED"], replies.Select(reply => Text(reply, "state")).Order());
    }

    [Fact]
    public async Task Without_a_store_it_is_empty()
    {
        using var runner = new RunnerFolder();
        Assert.Equal("""{"replies":[]}""", (await runner.JsonAsync("queue", "list")).GetRawText());
    }

    [Fact]
    public async Task People_get_one_line_a_reply()
    {
        using var runner = await QueuedAsync();

        Assert.Equal(0, await runner.Host.RunAsync("queue", "list", "--all"));

        var lines = runner.Host.Stdout.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.Contains("@author1", StringComparison.Ordinal) && line.Contains("Post 1 with \"quotes\", a line break", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_reply_is_shown_with_its_target()
    {
        using var runner = await QueuedAsync();

        var reply = await runner.JsonAsync("queue", "show", "2");
        Assert.Equal(("2", "APPROVED", "ann"), (Text(reply, "id"), Text(reply, "state"), Text(reply, "approvedBy")));
        Assert.Contains("a line\nbreak", Text(reply, "targetText"), StringComparison.Ordinal);

        Assert.Equal(0, await runner.Host.RunAsync("queue", "show", "2"));
        Assert.Contains("https://x.com/author2/status/", runner.Host.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create_tweet_response", "X's response to our own CreateTweet request carries the id 2018728413880840451")]
    [InlineData("seen_on_profile", "was seen on our own profile")]
    [InlineData("seen_in_conversation", "was seen in the target's conversation")]
    [InlineData("person:ann", "ann looked and says that it is there")]
    public async Task A_confirmed_reply_is_shown_with_what_proves_it(string evidence, string words)
    {
        using var runner = new RunnerFolder();
        await using (var store = await runner.OpenAsync())
        {
            var ct = TestContext.Current.CancellationToken;
            var reply = await StoreFacts.ClaimedAsync(store, 1);
            var token = (await store.Fleet.TakeAsync(reply.Account, "profile", XBot.Core.Fleet.LeaseTerms.Default, ct)).Token;
            Assert.True(await store.Replies.TryApplyAsync(ReplyLife.CommitClick(reply, token, StoreFacts.Noon.AddMinutes(2)), ct));
            reply = (await store.Replies.FindAsync(reply.Id, ct))!;
            Assert.True(await store.Replies.TryApplyAsync(ReplyLife.Confirm(reply, "2018728413880840451", evidence, StoreFacts.Noon.AddMinutes(3)), ct));
        }

        var shown = await runner.JsonAsync("queue", "show", "1");
        Assert.Equal(
            ("2018728413880840451", evidence, "2026-11-24T12:02:00.123Z", "2026-11-24T12:03:00.123Z", "http://127.0.0.1:4000/i/status/2018728413880840451"),
            (Text(shown, "tweetId"), Text(shown, "evidence"), Text(shown, "clickedAt"), Text(shown, "provedAt"), Text(shown, "permalink")));
        Assert.Contains(words, Text(shown, "proof"), StringComparison.Ordinal);
        Assert.Equal(0, await runner.Host.RunAsync("queue", "show", "1"));
        Assert.Contains(words, runner.Host.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("first")]
    public async Task An_id_that_is_none_is_told_in_one_line(string id)
    {
        using var runner = await QueuedAsync();
        Assert.Equal(4, await runner.Host.RunAsync("queue", "show", id));
        Assert.Equal($"xbot: there is no reply \"{id}\"; 'xbot queue list --all' shows the ids there are\n", runner.Host.Stderr);
    }

    [Fact]
    public async Task A_person_approves_and_rejects()
    {
        using var runner = await QueuedAsync();
        runner.Host.With("USER", "ann");

        Assert.Equal(0, await runner.Host.RunAsync("queue", "approve", "1"));
        Assert.Equal(("APPROVED", "ann"), await StateAsync(runner, "1"));

        Assert.Equal(0, await runner.Host.RunAsync("queue", "reject", "1", "2"));
        Assert.Equal("REJECTED", (await StateAsync(runner, "1")).State);
        Assert.Equal("REJECTED", (await StateAsync(runner, "2")).State);
    }

    [Fact]
    public async Task What_cannot_be_approved_is_told_and_the_rest_is_approved_still()
    {
        using var runner = await QueuedAsync();

        Assert.Equal(1, await runner.Host.RunAsync("queue", "approve", "2", "1"));

        Assert.Contains("xbot: reply 2: it is APPROVED; approve takes DRAFTED\n", runner.Host.Stderr, StringComparison.Ordinal);
        Assert.Equal("APPROVED", (await StateAsync(runner, "1")).State);
    }

    [Fact]
    public async Task A_wrong_number_decides_nothing()
    {
        using var runner = await QueuedAsync();
        Assert.Equal(4, await runner.Host.RunAsync("queue", "approve", "1", "99"));
        Assert.Equal("DRAFTED", (await StateAsync(runner, "1")).State);
    }

    [Fact]
    public async Task A_draft_whose_time_ran_out_is_not_approved()
    {
        using var runner = await QueuedAsync();
        runner.Host.Time.SetUtcNow(StoreFacts.Noon.AddHours(3));
        Assert.Equal(1, await runner.Host.RunAsync("queue", "approve", "1"));
        Assert.Contains("its time ran out 1 h ago", runner.Host.Stderr, StringComparison.Ordinal);
    }

    private static async Task<(string? State, string? By)> StateAsync(RunnerFolder runner, string id)
    {
        var reply = await runner.JsonAsync("queue", "show", id);
        return (Text(reply, "state"), Text(reply, "approvedBy"));
    }

    private static async Task<RunnerFolder> QueuedAsync()
    {
        var runner = new RunnerFolder();
        await using var store = await runner.OpenAsync();
        await store.Replies.AddAsync(StoreFacts.Draft(1), TestContext.Current.CancellationToken);
        await StoreFacts.ApprovedAsync(store, 2, score: 80);
        return runner;
    }

    private static string? Text(JsonElement reply, string name) => reply.GetProperty(name).GetString();
}
