using XBot.Core.Events;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_draft_comes_back_whole()
    {
        var added = (await Store.Replies.AddAsync(Draft(1, 61.25), Ct))!;
        Assert.Equal(added, await Store.Replies.FindAsync(added.Id, Ct));
        Assert.Equal(
            new Reply
            {
                Id = added.Id,
                Account = Account,
                TargetId = Post(1).Id,
                TargetAuthor = "author1",
                TargetText = Post(1).Text,
                TargetPostedAt = Post(1).PostedAt,
                State = ReplyState.Drafted,
                Text = "Reply 1",
                Score = 61.25,
                Reason = "reach 20 + fresh 30",
                ExpiresAt = Noon.AddHours(2),
                CreatedAt = Noon,
                UpdatedAt = Noon,
            }, added);
    }

    [Fact]
    public async Task One_account_replies_to_a_target_once_whatever_became_of_it()
    {
        var first = (await Store.Replies.AddAsync(Draft(1), Ct))!;
        Assert.True(await Store.Replies.TryApplyAsync(Move(first, ReplyState.Rejected), Ct));
        Assert.Null(await Store.Replies.AddAsync(Draft(1), Ct));
        Assert.NotNull(await Store.Replies.AddAsync(Draft(1, account: OtherAccount), Ct));
        Assert.NotNull(await Store.Replies.AddAsync(Draft(1, account: Account with { Origin = "https://x.com" }), Ct));
        Assert.Equal([Post(1).Id], await Store.Replies.KnownTargetsAsync(Account, [Post(1).Id, Post(2).Id], Ct));
    }

    [Fact]
    public async Task Replies_are_listed_best_first_then_oldest_by_state_and_account()
    {
        foreach (var (number, score) in new[] { (1, 10.0), (2, 80), (3, 80), (4, 90) })
            await Store.Replies.AddAsync(Draft(number, score), Ct);
        await ApprovedAsync(Store, 5, 70, OtherAccount);
        Assert.Equal(["Reply 4", "Reply 2", "Reply 3", "Reply 5", "Reply 1"], await Texts(new ReplyQuery()));
        Assert.Equal(["Reply 4", "Reply 2"], await Texts(new ReplyQuery([ReplyState.Drafted], Account, 2)));
        Assert.Equal(["Reply 5"], await Texts(new ReplyQuery([ReplyState.Approved, ReplyState.Sending])));
        Assert.Equal(["Reply 5"], await Texts(new ReplyQuery(Account: OtherAccount)));
        Assert.Empty(await Texts(new ReplyQuery([])));
        Assert.Equal(new Dictionary<ReplyState, int> { [ReplyState.Drafted] = 4, [ReplyState.Approved] = 1 }, await Store.Replies.CountAsync(null, Ct));
    }

    [Fact]
    public async Task Replies_are_counted_by_state_for_all_or_for_one_account()
    {
        await Store.Replies.AddAsync(Draft(1), Ct);
        await Store.Replies.AddAsync(Draft(2), Ct);
        await ApprovedAsync(Store, 3, 70, OtherAccount);
        Assert.Equal(new Dictionary<ReplyState, int> { [ReplyState.Drafted] = 2, [ReplyState.Approved] = 1 }, await Store.Replies.CountAsync(null, Ct));
        Assert.Equal(new Dictionary<ReplyState, int> { [ReplyState.Drafted] = 2 }, await Store.Replies.CountAsync(Account, Ct));
        Assert.Equal(new Dictionary<ReplyState, int> { [ReplyState.Approved] = 1 }, await Store.Replies.CountAsync(OtherAccount, Ct));
    }

    [Fact]
    public async Task A_claim_takes_the_best_approved_reply_of_the_account_that_is_still_fresh()
    {
        await ApprovedAsync(Store, 1, 40);
        await ApprovedAsync(Store, 2, 60);
        await ApprovedAsync(Store, 3, 90, OtherAccount);
        await Store.Replies.AddAsync(Draft(4, 95), Ct);
        var stale = (await Store.Replies.AddAsync(Draft(5, 99, expires: Noon.AddMinutes(5)), Ct))!;
        Assert.True(await Store.Replies.TryApplyAsync(Move(stale, ReplyState.Approved), Ct));

        var at = Noon.AddMinutes(5);
        var first = (await Store.Replies.ClaimAsync(Account, Lease("a"), at, [], Ct))!;
        Assert.Equal(("Reply 2", ReplyState.Sending, Lease("a"), at), (first.Text, first.State, first.Lease, first.UpdatedAt));
        Assert.Equal(first, await Store.Replies.FindAsync(first.Id, Ct));
        Assert.Equal("Reply 1", (await Store.Replies.ClaimAsync(Account, Lease("b"), at, [], Ct))!.Text);
        Assert.Null(await Store.Replies.ClaimAsync(Account, Lease("c"), at, [], Ct));
    }

    [Fact]
    public async Task A_claim_passes_over_those_it_is_told_to()
    {
        var ids = new List<long>();
        for (var target = 1; target <= 3; target++)
            ids.Add((await ApprovedAsync(Store, target, 100 - target)).Id);
        Assert.Null(await Store.Replies.ClaimAsync(Account, Lease("a"), Noon, [.. ids, 999], Ct));
        Assert.Equal(ids[1], (await Store.Replies.ClaimAsync(Account, Lease("b"), Noon, [ids[2], ids[0]], Ct))!.Id);
        Assert.Equal(ids[0], (await Store.Replies.ClaimAsync(Account, Lease("c"), Noon, [], Ct))!.Id);
    }

    [Fact]
    public async Task A_reply_moves_only_from_the_state_it_is_in()
    {
        var reply = await ApprovedAsync(Store, 1);
        var stale = Move(reply with { State = ReplyState.Drafted }, ReplyState.Rejected) with { Events = [Event(EventTypes.PostFailed)] };
        Assert.False(await Store.Replies.TryApplyAsync(stale, Ct));
        Assert.Equal(reply, await Store.Replies.FindAsync(reply.Id, Ct));
        Assert.Null(await Store.Events.LatestAsync(EventTypes.PostFailed, Ct));
        Assert.False(await Store.Replies.TryApplyAsync(stale with { ReplyId = 404 }, Ct));
    }

    [Fact]
    public async Task A_held_reply_moves_only_by_its_token_until_the_lease_has_passed()
    {
        var reply = await ClaimedAsync(Store, 1, "mine");
        var release = Move(reply, ReplyState.NotSent, Noon.AddMinutes(5));
        Assert.False(await Store.Replies.TryApplyAsync(release, Ct));
        Assert.False(await Store.Replies.TryApplyAsync(release with { HeldToken = "yours" }, Ct));
        Assert.False(await Store.Replies.TryApplyAsync(release with { HeldToken = "yours", At = Noon.AddHours(1) }, Ct));
        Assert.False(await Store.Replies.TryApplyAsync(release with { At = reply.Lease!.Until.AddMilliseconds(-1) }, Ct));
        Assert.True(await Store.Replies.TryApplyAsync(release with { At = reply.Lease!.Until }, Ct));
        var free = (await Store.Replies.FindAsync(reply.Id, Ct))!;
        Assert.Equal((ReplyState.NotSent, null), (free.State, free.Lease));
    }

    [Fact]
    public async Task A_reply_that_nobody_holds_does_not_move_by_a_token()
    {
        var reply = await ApprovedAsync(Store, 1);
        Assert.False(await Store.Replies.TryApplyAsync(Move(reply, ReplyState.Expired, token: "old"), Ct));
    }

    [Fact]
    public async Task Nobody_begins_to_click_past_the_lease_but_the_outcome_is_still_recorded()
    {
        var reply = await ClaimedAsync(Store, 1, "mine");
        var until = reply.Lease!.Until;
        var click = Move(reply, ReplyState.Clicking, until, "mine") with { KeepLease = true, ClickedAt = until };
        Assert.False(await Store.Replies.TryApplyAsync(click, Ct));
        var intime = until.AddMilliseconds(-1);
        Assert.True(await Store.Replies.TryApplyAsync(click with { At = intime, ClickedAt = intime }, Ct));
        var clicking = (await Store.Replies.FindAsync(reply.Id, Ct))!;
        Assert.Equal((reply.Lease, intime), (clicking.Lease, clicking.ClickedAt));
        Assert.True(await Store.Replies.TryApplyAsync(Confirm(clicking, "mine", until.AddMinutes(3)), Ct));
    }

    [Fact]
    public async Task A_transition_writes_what_it_names_and_leaves_the_rest()
    {
        var reply = await ClaimedAsync(Store, 1, "mine");
        var at = Noon.AddMinutes(2);
        await Store.Replies.TryApplyAsync(Move(reply, ReplyState.Clicking, at, "mine") with { KeepLease = true, ClickedAt = at, Note = "clicked" }, Ct);
        var clicking = (await Store.Replies.FindAsync(reply.Id, Ct))!;
        Assert.Equal(reply with { State = ReplyState.Clicking, ClickedAt = at, Note = "clicked", UpdatedAt = at }, clicking);

        var refused = Move(clicking, ReplyState.NotSent, at.AddSeconds(1), "mine") with
        {
            ClearClickedAt = true,
            RefusalCode = 344,
            Text = "Reply 1, shorter",
            ExpiresAt = Noon.AddHours(3),
        };
        Assert.True(await Store.Replies.TryApplyAsync(refused, Ct));
        Assert.Equal(clicking with
        {
            State = ReplyState.NotSent,
            ClickedAt = null,
            Lease = null,
            RefusalCode = 344,
            Text = "Reply 1, shorter",
            ExpiresAt = Noon.AddHours(3),
            UpdatedAt = at.AddSeconds(1),
        }, await Store.Replies.FindAsync(reply.Id, Ct));
    }

    [Fact]
    public async Task Events_of_a_transition_are_written_with_it()
    {
        var reply = await ConfirmedAsync(Store, 1, Noon.AddMinutes(3));
        Assert.Equal((ReplyState.Confirmed, "create_tweet_response", null), (reply.State, reply.Evidence, reply.Lease));
        Assert.Equal(Noon.AddMinutes(3), (await Store.Events.LatestAsync(EventTypes.PostSuccess, Ct))?.At);
    }

    [Fact]
    public async Task What_is_out_may_be_out_or_is_on_its_way_counts_and_nothing_else()
    {
        var sent = await ConfirmedAsync(Store, 1, Noon.AddMinutes(3));
        var doubt = await ClaimedAsync(Store, 2, "t2");
        await Store.Replies.TryApplyAsync(Move(doubt, ReplyState.Clicking, Noon.AddMinutes(4), "t2") with { ClickedAt = Noon.AddMinutes(4) }, Ct);
        await Store.Replies.TryApplyAsync(Move(doubt with { State = ReplyState.Clicking }, ReplyState.Unknown, Noon.AddMinutes(5)), Ct);
        var way = await ClaimedAsync(Store, 3, "t3");
        var back = await ClaimedAsync(Store, 4, "t4");
        await Store.Replies.TryApplyAsync(Move(back, ReplyState.NotSent, Noon.AddMinutes(6), "t4"), Ct);
        await ApprovedAsync(Store, 5);

        var counted = await Store.Replies.SentSinceAsync(Account, Noon, Ct);
        Assert.Equal(
            [(doubt.Id, ReplyState.Unknown, Noon.AddMinutes(4)), (sent.Id, ReplyState.Confirmed, Noon.AddMinutes(2)), (way.Id, ReplyState.Sending, Noon.AddMinutes(1))],
            counted.Select(reply => (reply.ReplyId, reply.State, reply.At)));
        Assert.Equal(("author1", "Reply 1"), (counted[1].TargetAuthor, counted[1].Text));
        Assert.Equal([doubt.Id, sent.Id], (await Store.Replies.SentSinceAsync(Account, Noon.AddMinutes(2), Ct)).Select(reply => reply.ReplyId));
        Assert.Empty(await Store.Replies.SentSinceAsync(OtherAccount, Noon, Ct));
    }

    [Fact]
    public async Task When_X_took_a_reply_is_read_from_its_own_id_where_that_is_one()
    {
        var born = Noon.AddMinutes(-7);
        foreach (var (number, tweetId) in new[] { (1, Snowflake.IdAt(born, 5)), (2, Snowflake.IdAt(Noon.AddHours(-2), 5)), (3, "none"), (4, Post(4).Id) })
        {
            var reply = await ClaimedAsync(Store, number, $"t{number}");
            await Store.Replies.TryApplyAsync(Move(reply, ReplyState.Clicking, Noon.AddMinutes(2), $"t{number}") with { KeepLease = true, ClickedAt = Noon.AddYears(1) }, Ct);
            Assert.True(await Store.Replies.TryApplyAsync(Confirm((await Store.Replies.FindAsync(reply.Id, Ct))!, $"t{number}", Noon.AddMinutes(3)) with { TweetId = tweetId }, Ct));
        }

        var way = await ClaimedAsync(Store, 5, "t5");
        var sent = (await Store.Replies.SentSinceAsync(Account, Noon, Ct)).OrderBy(reply => reply.ReplyId).ToList();
        Assert.Equal([StoredTime.Truncate(born), null, null, null, null], sent.Select(reply => reply.Born));
        Assert.Equal([StoredTime.Truncate(born), Noon, Noon, Noon, Noon], sent.Select(reply => reply.ReplyId == way.Id ? Noon : reply.Sent(Noon)));
    }

    [Fact]
    public async Task The_plan_moves_when_a_reply_is_confirmed_and_only_then()
    {
        var day = DateOnly.FromDateTime(Noon.UtcDateTime);
        await Store.Plans.EnsureAsync(day, 20, 4, Noon, Ct);
        Assert.Null(await Store.Plans.LastExecutionAsync(Ct));
        await ClaimedAsync(Store, 1, "t1");
        Assert.Null(await Store.Plans.LastExecutionAsync(Ct));
        await ConfirmedAsync(Store, 2, Noon.AddMinutes(3));
        await Store.Plans.EnsureAsync(day, 99, 9, Noon.AddHours(1), Ct);
        Assert.Equal(Noon.AddMinutes(3), await Store.Plans.LastExecutionAsync(Ct));
    }

    [Fact]
    public async Task A_confirmation_without_a_plan_makes_one()
    {
        await ConfirmedAsync(Store, 1, Noon.AddDays(1));
        Assert.Equal(Noon.AddDays(1), await Store.Plans.LastExecutionAsync(Ct));
    }

    private async Task<IEnumerable<string>> Texts(ReplyQuery query) => (await Store.Replies.ListAsync(query, Ct)).Select(reply => reply.Text);
}
