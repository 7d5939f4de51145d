using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using XBot.Core.Fleet;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Testing.Stores;
using XBot.Tests.Sql;

namespace XBot.Tests.CoreRules.Reconciling;

/// <summary>How long a reply in doubt is looked for, and what its end says about the site.</summary>
public sealed class DoubtTests : IAsyncDisposable
{
    private static readonly AccountKey Account = new(Site.X.Origin, "42");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");
    private int _targets;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_daemon_that_is_restarted_every_few_minutes_asks_a_person_too(int minutes)
    {
        var reply = await DoubtfulAsync(crash: true);
        var lives = 0;
        for (; (await _store.Replies.FindAsync(reply.Id, Ct))!.State == ReplyState.Unknown; lives++)
        {
            Assert.True(lives < 20, "it is looked for without end");
            await LifeAsync();
            _time.Advance(TimeSpan.FromMinutes(minutes));
        }

        Assert.InRange(lives * Math.Min(minutes, 3), 15, 18);
        Assert.Equal(ReplyState.NeedsHuman, (await _store.Replies.FindAsync(reply.Id, Ct))!.State);
    }

    [Fact]
    public async Task A_night_asleep_is_no_looking()
    {
        var reply = await DoubtfulAsync(crash: true);
        await LifeAsync();
        _time.Advance(TimeSpan.FromHours(9));
        await LifeAsync();
        Assert.Equal(ReplyState.Unknown, (await _store.Replies.FindAsync(reply.Id, Ct))!.State);
    }

    [Theory]
    [InlineData(true, 4, false)]
    [InlineData(false, 2, false)]
    [InlineData(false, 3, true)]
    public async Task Three_doubts_a_day_freeze_posting_and_what_our_own_crashes_left_does_not_count(bool crash, int doubts, bool frozen)
    {
        for (var n = 0; n < doubts; n++)
            await DoubtfulAsync(crash);
        while ((await _store.Replies.CountAsync(null, Ct)).ContainsKey(ReplyState.Unknown))
        {
            await LifeAsync();
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(frozen, await new PostingFreeze(_store.Facts, () => null).ReadAsync(Ct) is not null);
    }

    [Fact]
    public async Task A_site_that_cannot_be_looked_at_spends_no_patience_for_two_hours()
    {
        var reply = await DoubtfulAsync(crash: true);
        var began = _time.GetUtcNow();
        while ((await _store.Replies.FindAsync(reply.Id, Ct))!.State == ReplyState.Unknown)
        {
            await LifeAsync(sighting: new Sighting.CouldNotLook("HTTP 429"));
            _time.Advance(TimeSpan.FromMinutes(2));
            Assert.True(_time.GetUtcNow() - began < TimeSpan.FromHours(3), "it is looked for without end");
        }

        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.FromHours(2), TimeSpan.FromHours(2.2));
    }

    [Fact]
    public async Task Runners_that_take_turns_go_on_with_one_anothers_patience()
    {
        var reply = await DoubtfulAsync(crash: true);
        WrongStore[] runners = [Runner(), Runner()];
        var lives = 0;
        for (; (await _store.Replies.FindAsync(reply.Id, Ct))!.State == ReplyState.Unknown; lives++)
        {
            Assert.True(lives < 20, "it is looked for without end");
            await LifeAsync(runners[lives % 2]);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.InRange(lives, 8, 10);
    }

    [Fact]
    public async Task Three_doubts_freeze_posting_whichever_runners_asked_about_them()
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Null(await FreezeAsync());
            await AskedAsync(await DoubtfulAsync(crash: false), Runner());
        }

        Assert.NotNull(await FreezeAsync());
    }

    [Fact]
    public async Task The_freeze_stands_before_the_third_doubt_moves_on()
    {
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        var third = await DoubtfulAsync(crash: false);
        var broken = new WrongStore(_store)
        {
            Replies = new TwistedReplies(_store.Replies) { Apply = (move, ct) => move.To == ReplyState.NeedsHuman ? throw new StoreUnavailableException("away") : _store.Replies.TryApplyAsync(move, ct) },
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskedAsync(third, broken));
        Assert.NotNull(await FreezeAsync());
        Assert.Equal(ReplyState.Unknown, (await _store.Replies.FindAsync(third.Id, Ct))!.State);
    }

    [Fact]
    public async Task What_a_person_settled_and_what_is_older_than_a_day_does_not_count()
    {
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        _time.Advance(TimeSpan.FromDays(1));
        var settled = await DoubtfulAsync(crash: false);
        await AskedAsync(settled, _store);
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.SettleNotSent((await _store.Replies.FindAsync(settled.Id, Ct))!, "ann", _time.GetUtcNow()), Ct));
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        Assert.Null(await FreezeAsync());
        await AskedAsync(await DoubtfulAsync(crash: true), _store);
        Assert.Null(await FreezeAsync());
        await AskedAsync(await DoubtfulAsync(crash: false), _store);
        Assert.NotNull(await FreezeAsync());
    }

    /// <summary>One of several on the same rows: its facts and its events are its own.</summary>
    private WrongStore Runner()
    {
        var own = new MemoryRunnerStore();
        return new WrongStore(_store) { Facts = own.Facts, Events = own.Events };
    }

    private async Task AskedAsync(Reply reply, IRunnerStore store)
    {
        for (var looks = 0; (await _store.Replies.FindAsync(reply.Id, Ct))!.State == ReplyState.Unknown; looks++)
        {
            Assert.True(looks < 20, "it is looked for without end");
            await LifeAsync(store);
            _time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private Task<FreezeState?> FreezeAsync() => new PostingFreeze(_store.Facts, () => null).ReadAsync(Ct);

    private Task LifeAsync(IRunnerStore? store = null, Sighting? sighting = null) =>
        new ReconcileStep(store ?? _store, new Blind(sighting ?? new Sighting.NotSeen("nowhere")), new PostingFreeze(_store.Facts, () => null), Site.X, _time).RunAsync(new RunTally(Account, "ann"), Ct);

    private async Task<Reply> DoubtfulAsync(bool crash)
    {
        var at = _time.GetUtcNow();
        var id = (2_018_728_413_880_840_451 + ++_targets).ToString(CultureInfo.InvariantCulture);
        var target = new Post { Id = id, AuthorHandle = "bob", AuthorName = "Bob", PostedAt = at, Text = "hello", Permalink = $"https://x.com/bob/status/{id}" };
        var reply = (await _store.Replies.AddAsync(new NewReply(Account, target, $"well said {id}", 1, "", at.AddDays(9), at), Ct))!;
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.Approve(reply, "ann", at), Ct));
        var token = (await _store.Fleet.TakeAsync(Account, "profile", LeaseTerms.Default, Ct)).Token;
        reply = (await _store.Replies.ClaimAsync(Account, new LeaseMaker("runner-a", LeaseMaker.Default, _time).Next(), at, [], Ct))!;
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.CommitClick(reply, token, at), Ct));
        reply = (await _store.Replies.FindAsync(reply.Id, Ct))!;
        Assert.True(await _store.Replies.TryApplyAsync(crash ? ReplyLife.DoubtAfterCrash(reply, at) : ReplyLife.Doubt(reply, "our request was not answered", at), Ct));
        return reply;
    }

    private sealed class Blind(Sighting sighting) : IReplyWitness
    {
        public Task<Sighting> LookAsync(Reply reply, CancellationToken ct) => Task.FromResult(sighting);
    }
}
