using XBot.Core.Harvesting;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;

namespace XBot.Tests.Month;

/// <summary>The site's timeline, reply box and profile, for one life of the daemon. It knows what really was clicked.</summary>
internal sealed class MonthSite(MonthWorld world, MonthBrowser browser, MonthClock clock) : IPostReader, IReplyComposer, IReplyWitness, IOwnReplies
{
    private const int Authors = 400;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(12);

    public async Task<HarvestReport> ReadAsync(HarvestSource source, HarvestBounds bounds, CancellationToken ct)
    {
        await browser.UseAsync(world.Chance.Next(2, 40), ct);
        if (world.Reading == MonthTrouble.Throws)
            throw new InvalidOperationException("nobody foresaw this");
        if (world.Reading == MonthTrouble.NeverLoaded)
            return new HarvestReport(source.ToString(), "/home", [], HarvestOutcome.NeverLoaded, "the timeline did not come up");
        if (world.Session != SessionState.Ok)
            return new HarvestReport(source.ToString(), "/home", [], HarvestOutcome.SessionRefused, "the session went away");
        var newest = world.True.Ticks / Between.Ticks;
        return new HarvestReport(source.ToString(), "/home", world.Quiet ? [] : [.. Enumerable.Range(0, 8).Select(n => PostOf(newest - n))], HarvestOutcome.Read);
    }

    public Task<HarvestReport> ReadPageAsync(string path, CancellationToken ct) => throw new NotSupportedException();

    public async Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct)
    {
        if (world.Happens(0.01))
            await clock.NeverAsync(world.Happens(0.5) ? WaitKind.Death : WaitKind.Hang);
        await browser.UseAsync(world.Chance.Next(2, 20), ct);
        if (world.Session != SessionState.Ok)
            return new Preparation.SessionLost(world.Session, "the session went away");
        if (world.Happens(0.03))
            return new Preparation.NotReady("the button stayed disabled");
        return world.Happens(0.02)
            ? new Preparation.TargetRefused("the post is gone")
            : new Preparation.Ready(world.OurAccount ? "100" : "200", new TargetText(reply.TargetText, null));
    }

    public async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct)
    {
        if (!permit.TryUse())
            throw new InvalidOperationException("a permit works once");
        if (world.Happens(0.01))
            await clock.NeverAsync(WaitKind.Death);
        var frozen = await new PostingFreeze(world.Store, () => world.Account).ReadAsync(CancellationToken.None) is not null;
        var code = world.Happens(0.02) ? 344 : world.Happens(0.01) ? 226 : world.Happens(0.02) ? 187 : 0;
        world.Record.Clicks.Add(new Click(world.Awake, world.Life, world.Wall, reply.TargetId, reply.TargetAuthor, code == 0, world.Session, world.OurAccount, world.IsPaused, frozen));
        if (code == 0)
            world.OnSite.Add(reply.TargetId, new SeenReply(IdOf(reply), reply.TargetId, reply.TargetAuthor, reply.TargetText, reply.Text, world.True));
        if (world.Happens(0.01))
            await clock.NeverAsync(WaitKind.Death);
        await browser.UseAsync(world.Chance.NextDouble() * 4, ct);
        return code > 0 ? new SendOutcome.Refused(code, "as the month says")
            : world.Happens(0.03) ? new SendOutcome.Uncertain("the answer was lost") : new SendOutcome.Accepted(IdOf(reply));
    }

    public Task AbandonAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task<Sighting> LookAsync(Reply reply, CancellationToken ct)
    {
        await browser.UseAsync(3, ct);
        return world.OnSite.ContainsKey(reply.TargetId) && world.Happens(0.7) ? new Sighting.Seen(IdOf(reply), "seen_on_profile") : new Sighting.NotSeen("it is not there");
    }

    public async Task<OwnReplies> ReadAsync(AccountKey account, string? handle, DateTimeOffset since, CancellationToken ct)
    {
        await browser.UseAsync(5, ct);
        return new OwnReplies.Read([.. world.OnSite.Values.Where(reply => reply.At >= since).OrderBy(reply => reply.At)]);
    }

    private static string IdOf(Reply reply) => "9" + reply.TargetId;

    private static Post PostOf(long n)
    {
        var at = new DateTimeOffset(n * Between.Ticks, TimeSpan.Zero);
        var id = Snowflake.IdAt(at, 1);
        var author = $"writer{n * 7919 % Authors}";
        return new Post { Id = id, AuthorHandle = author, AuthorName = author, PostedAt = at, Text = $"post {n} of the month", Likes = n % 50, Permalink = $"https://x.com/{author}/status/{id}" };
    }
}
