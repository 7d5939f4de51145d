using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Sandbox;
using XBot.X.Browsers;
using XBot.X.Replying;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.Tests.X.Replying;

/// <summary>A fresh sandbox, its home timeline, and composer and witness on the shared Chromium's page.</summary>
internal sealed class ReplyDesk : IAsyncDisposable
{
    public const string DemoAccount = "9000000000000000001";

    // The kinds of the sandbox's invented posts go by their place on the home timeline.
    public const int Plain = 0;
    public const int Quoting = 5;
    public const int Restricted = 9;
    public const int Answering = 14;

    private readonly List<HomePost> _home;

    private ReplyDesk(SandboxServer sandbox, List<HomePost> home, SitePage page, ReplyComposerOptions options, SelectorBook book)
    {
        (Sandbox, _home) = (sandbox, home);
        var site = new Site(sandbox.Url);
        var session = new SessionReader(page, SelectorBook.Default, site, SessionOptions.For(site), new RateLimitMemory(TimeProvider.System, TimeSpan.FromSeconds(5)), TimeProvider.System);
        Site = site;
        Composer = new ReplyComposer(page, book, session, site, options, TimeProvider.System);
        Witness = new ReplyWitness(page, SelectorBook.Default, site, ReplyWitnessOptions.For(site) with { Load = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromSeconds(3), CallMargin = TimeSpan.FromSeconds(20) });
    }

    /// <summary>Patient where a busy machine may be slow, quick where nothing is to come.</summary>
    public static ReplyComposerOptions Patient { get; } = new()
    {
        Load = TimeSpan.FromSeconds(30),
        Target = TimeSpan.FromSeconds(20),
        Composer = TimeSpan.FromSeconds(15),
        ReadBack = TimeSpan.FromSeconds(15),
        CallMargin = TimeSpan.FromSeconds(20),
        Repeat = TimeSpan.FromSeconds(0.5),
    };

    public SandboxServer Sandbox { get; }
    public Site Site { get; }
    public ReplyComposer Composer { get; }
    public ReplyWitness Witness { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ReplyDesk> OpenAsync(SitePage page, ReplyComposerOptions? options = null, SelectorBook? book = null)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, Ct);
        return new ReplyDesk(sandbox, await ReadHomeAsync(sandbox.Url), page, options ?? Patient, book ?? SelectorBook.Default);
    }

    /// <summary>A reply, ready to go, to the post at <paramref name="place"/> of the home timeline.</summary>
    public Reply ReplyTo(int place, string text = "Well said, and worth a second look.")
    {
        var target = _home[place];
        var now = TimeProvider.System.GetUtcNow();
        return new Reply
        {
            Id = 7,
            Account = new AccountKey(Site.Origin, DemoAccount),
            TargetId = target.Id,
            TargetAuthor = target.Author,
            TargetText = target.Text,
            TargetPostedAt = now,
            State = ReplyState.Sending,
            Text = text,
            Score = 1,
            Reason = "",
            ExpiresAt = now.AddHours(1),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    public static ClickPermit Permit(TimeSpan? lasts = null) => new(7, TimeProvider.System.GetUtcNow() + (lasts ?? TimeSpan.FromMinutes(2)), 1);

    public async Task<Preparation.Ready> PrepareAsync(Reply reply) => Assert.IsType<Preparation.Ready>(await Composer.PrepareAsync(reply, Ct));

    public async Task<SendOutcome> SendAsync(Reply reply)
    {
        await PrepareAsync(reply);
        return await Composer.SubmitAsync(reply, Permit(), Ct);
    }

    /// <summary>The ledger holds this reply and nothing else.</summary>
    public void AssertSentOnce(Reply reply, string tweetId) =>
        Assert.Equal((tweetId, "demo", reply.Text, reply.TargetId), Assert.Single(Sandbox.Ledger) is var entry ? (entry.Id, entry.Author, entry.Text, entry.InReplyTo) : default);

    /// <summary>The target goes while somebody answers it from another window of the account.</summary>
    public async Task DeleteTargetAsync(Reply reply)
    {
        Sandbox.Arm("target-deleted");
        using var visitor = await VisitAsync(Sandbox.Url);
        using var answer = await visitor.PostAsJsonAsync("/i/api/graphql/test/CreateTweet", new { variables = new { tweet_text = "Deletes the target.", reply = new { in_reply_to_tweet_id = reply.TargetId } } }, Ct);
        Assert.Contains("385", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private static async Task<HttpClient> VisitAsync(Uri url)
    {
        var cookies = new CookieContainer();
        var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = url };
        using var home = await visitor.GetAsync("/home", Ct);
        visitor.DefaultRequestHeaders.Add("x-csrf-token", cookies.GetCookies(url)["ct0"]!.Value);
        return visitor;
    }

    private static async Task<List<HomePost>> ReadHomeAsync(Uri url)
    {
        using var visitor = await VisitAsync(url);
        using var timeline = JsonDocument.Parse(await visitor.GetStringAsync("/i/api/graphql/test/HomeTimeline?variables=%7B%7D", Ct));
        return [.. timeline.RootElement.GetProperty("data").GetProperty("home").GetProperty("home_timeline_urt").GetProperty("instructions").EnumerateArray()
            .SelectMany(i => i.TryGetProperty("entries", out var entries) ? entries.EnumerateArray().ToArray() : [])
            .Select(e => e.GetProperty("content"))
            .Where(c => c.TryGetProperty("itemContent", out _))
            .Select(c => c.GetProperty("itemContent").GetProperty("tweet_results").GetProperty("result"))
            .Select(r => r.TryGetProperty("tweet", out var inner) ? inner : r)
            .Select(t => new HomePost(
                t.GetProperty("rest_id").GetString()!,
                t.GetProperty("core").GetProperty("user_results").GetProperty("result").GetProperty("core").GetProperty("screen_name").GetString()!,
                t.GetProperty("legacy").GetProperty("full_text").GetString()!))];
    }

    private sealed record HomePost(string Id, string Author, string Text);
}
