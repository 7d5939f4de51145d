using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Tests.Sql;

/// <summary>The rows that the store's tests work with.</summary>
internal static class StoreFacts
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, 123, TimeSpan.Zero);
    public static readonly AccountKey Account = new("http://127.0.0.1:4000", "1001");
    public static readonly AccountKey OtherAccount = new("http://127.0.0.1:4000", "2002");

    public static Post Post(int number, DateTimeOffset? at = null) => new()
    {
        Id = Snowflake.IdAt(at ?? Noon.AddMinutes(-30), number),
        AuthorHandle = $"author{number}",
        AuthorName = $"Author {number}",
        PostedAt = at ?? Noon.AddMinutes(-30),
        Text = $"Post {number} with \"quotes\", a line\nbreak and 🎉",
        Likes = 12,
        Permalink = $"https://x.com/author{number}/status/{Snowflake.IdAt(at ?? Noon.AddMinutes(-30), number)}",
    };

    public static NewReply Draft(int number, double score = 50, AccountKey? account = null, DateTimeOffset? expires = null) =>
        new(account ?? Account, Post(number), $"Reply {number}", score, "reach 20 + fresh 30", expires ?? Noon.AddHours(2), Noon);

    public static RunnerEvent Event(string type, EventSeverity severity = EventSeverity.Info, DateTimeOffset? at = null, int n = 0) =>
        new(type, severity, new JsonObject { ["n"] = n }, at ?? Noon);

    public static Heartbeat Beat(RunnerStatus status, int minute, string? error = null) =>
        new(status, status == RunnerStatus.Ok ? 0 : 1, error, new JsonObject { ["cycle"] = minute }, Noon.AddMinutes(minute));

    public static Candidate Candidate(int number, double score = 50, string verdict = Core.Selection.Candidate.EligibleVerdict, DateTimeOffset? seen = null) =>
        new(Post(number), "home", verdict, score, "reach 20", seen ?? Noon);

    public static ReplyTransition Move(Reply reply, ReplyState to, DateTimeOffset? at = null, string? token = null) =>
        new() { ReplyId = reply.Id, From = reply.State, To = to, At = at ?? Noon.AddMinutes(1), HeldToken = token };

    public static Lease Lease(string token, int minutes = 10) => new(token, Noon.AddMinutes(minutes));

    public static async Task<Reply> ApprovedAsync(IRunnerStore store, int number, double score = 50, AccountKey? account = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var reply = await store.Replies.AddAsync(Draft(number, score, account), ct);
        Assert.NotNull(reply);
        Assert.True(await store.Replies.TryApplyAsync(Move(reply, ReplyState.Approved) with { ApprovedBy = "ann" }, ct));
        return (await store.Replies.FindAsync(reply.Id, ct))!;
    }

    public static async Task<Reply> ClaimedAsync(IRunnerStore store, int number, string token = "t1")
    {
        await ApprovedAsync(store, number);
        var reply = await store.Replies.ClaimAsync(Account, Lease(token), Noon.AddMinutes(1), [], TestContext.Current.CancellationToken);
        Assert.NotNull(reply);
        return reply;
    }

    /// <summary>Claimed, clicked and confirmed with evidence, POST_SUCCESS beside it.</summary>
    public static async Task<Reply> ConfirmedAsync(IRunnerStore store, int number, DateTimeOffset at)
    {
        var ct = TestContext.Current.CancellationToken;
        var reply = await ClaimedAsync(store, number, $"t{number}");
        var token = reply.Lease!.Token;
        Assert.True(await store.Replies.TryApplyAsync(
            Move(reply, ReplyState.Clicking, Noon.AddMinutes(2), token) with { KeepLease = true, ClickedAt = Noon.AddMinutes(2) }, ct));
        var clicking = (await store.Replies.FindAsync(reply.Id, ct))!;
        Assert.True(await store.Replies.TryApplyAsync(Confirm(clicking, token, at), ct));
        return (await store.Replies.FindAsync(reply.Id, ct))!;
    }

    public static ReplyTransition Confirm(Reply reply, string? token, DateTimeOffset at) => Move(reply, ReplyState.Confirmed, at, token) with
    {
        TweetId = "9" + reply.Id.ToString(CultureInfo.InvariantCulture),
        Evidence = "create_tweet_response",
        Events = [Event(EventTypes.PostSuccess, at: at)],
    };
}
