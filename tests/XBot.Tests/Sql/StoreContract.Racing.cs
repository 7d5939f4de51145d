using System.Globalization;
using XBot.Core.Replies;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Many_claimers_never_get_the_same_reply()
    {
        await using var other = await OpenAgainAsync();
        for (var i = 1; i <= 20; i++)
            await ApprovedAsync(Store, i);
        var claims = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            (i % 2 == 0 ? Store : other).Replies.ClaimAsync(Account, Lease(i.ToString(CultureInfo.InvariantCulture)), Noon.AddMinutes(1), [], Ct)));
        var taken = claims.OfType<Reply>().ToList();
        Assert.Equal(20, taken.Count);
        Assert.Equal(20, taken.Select(reply => reply.Id).Distinct().Count());
        Assert.All(await Store.Replies.ListAsync(new ReplyQuery(), Ct), reply => Assert.Equal(reply, taken.Single(claim => claim.Id == reply.Id)));
    }

    [Fact]
    public async Task Of_many_that_move_one_reply_exactly_one_wins_and_only_its_event_is_written()
    {
        await using var other = await OpenAgainAsync();
        var reply = (await Store.Replies.AddAsync(Draft(1), Ct))!;
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            (i % 2 == 0 ? Store : other).Replies.TryApplyAsync(
                Move(reply, i % 3 == 0 ? ReplyState.Approved : ReplyState.Rejected) with { Events = [Event("MOVED", n: i)] }, Ct)));
        var winner = Assert.Single(Enumerable.Range(0, 16), i => won[i]);
        Assert.Equal([winner], await Numbers(new Core.Events.EventQuery(["MOVED"])));
    }

    [Fact]
    public async Task Of_many_drafts_for_one_target_one_is_added()
    {
        await using var other = await OpenAgainAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).Replies.AddAsync(Draft(1), Ct)));
        Assert.Single(added, reply => reply is not null);
    }

    [Fact]
    public async Task Calls_cancelled_at_any_moment_are_done_whole_or_not_at_all()
    {
        for (var round = 1; round <= 20; round++)
        {
            using var cancel = new CancellationTokenSource();
            var reply = (await Store.Replies.AddAsync(Draft(round), Ct))!;
            var move = Move(reply, ReplyState.Approved) with { Events = [Event("MOVED", n: round)] };
            var call = Task.Run(() => Store.Replies.TryApplyAsync(move, cancel.Token), Ct);
            if (round % 2 == 0)
                await Task.Yield();
            await cancel.CancelAsync();
            await Task.WhenAny(call);
            var moved = (await Store.Replies.FindAsync(reply.Id, Ct))!.State == ReplyState.Approved;
            Assert.Equal(moved, (await Numbers(new Core.Events.EventQuery(["MOVED"]))).Contains(round));
        }
    }
}
