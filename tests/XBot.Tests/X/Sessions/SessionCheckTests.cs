using Microsoft.Extensions.Time.Testing;
using XBot.Core.Sessions;
using XBot.Testing;
using XBot.X.Sessions;

namespace XBot.Tests.X.Sessions;

[Collection(BrowserCollectionDefinition.Name)]
public sealed class SessionCheckTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Plenty = "<p>............................................................................................................................................</p>";

    private readonly string profile = Directory.CreateTempSubdirectory("xbot-session-").FullName;
    private PageServer server = null!;

    public async ValueTask InitializeAsync() => server = await PageServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        TempFolder.Remove(profile);
    }

    private SessionCheck Check(TimeProvider? time = null, SessionOptions? options = null) =>
        browser.Readers(server.Url, session: options, time: time, profileDir: profile).Session;

    private Task<SessionReport> LoadAsync(string html)
    {
        server.Serve("/home", html);
        return Check().LoadAsync(TestContext.Current.CancellationToken);
    }

    private int Loads => server.Requests.Count(path => path == "/home");

    private int EvidenceSets => Directory.Exists(Path.Combine(profile, "artifacts")) ? Directory.GetFiles(Path.Combine(profile, "artifacts"), "*.json").Length : 0;

    [Fact]
    public async Task The_account_comes_from_the_cookie_and_the_handle_from_the_navigation()
    {
        server.Serve("/home", context =>
        {
            context.Response.Headers.SetCookie = "twid=u%3D4711; Path=/; HttpOnly";
            context.Response.ContentType = "text/html";
            return context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(PageMaker.App(""))).AsTask();
        });

        var report = await Check().LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((SessionState.Ok, "4711", "demo"), (report.State, report.AccountId, report.Handle));
        Assert.Equal(Path.Combine(profile, "session_check.png"), report.Artifacts!.Screenshot);
        Assert.Equal(Path.Combine(profile, "session_check.html"), report.Artifacts.Html);
        Assert.Equal(0, EvidenceSets);
    }

    [Fact]
    public async Task The_open_page_is_looked_at_without_reloading_until_the_interval_is_over()
    {
        server.Serve("/home", PageMaker.App(""));
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var check = Check(time, new SessionOptions { ReloadInterval = TimeSpan.FromMinutes(30) });

        await check.LoadAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(SessionState.Ok, (await check.LookAsync(TestContext.Current.CancellationToken)).State);
        }
        Assert.Equal(1, Loads);

        time.Advance(TimeSpan.FromMinutes(5));
        await check.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, Loads);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_left_for_our_home()
    {
        await using var other = await PageServer.StartAsync();
        other.Serve("/x", PageMaker.App(""));
        server.Serve("/home", PageMaker.App(""));
        await browser.Page.NavigateAsync(new Uri(other.Url, "/x"), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var report = await Check().LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal((SessionState.Ok, 1), (report.State, Loads));
    }

    [Fact]
    public async Task A_refusal_leaves_its_evidence_once_while_it_lasts()
    {
        server.Serve("/home", PageMaker.App("", """<a href="/login" data-testid="login">Log in</a>"""));
        var check = Check();

        await check.LoadAsync(TestContext.Current.CancellationToken);
        var second = await check.LookAsync(TestContext.Current.CancellationToken);
        var third = await check.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionState.LoggedOut, third.State);
        Assert.Equal(1, EvidenceSets);
        Assert.Equal(second.Artifacts, third.Artifacts);
        var json = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(profile, "artifacts"), "*.json").Single(), TestContext.Current.CancellationToken);
        Assert.Contains("\"loginButton\": true", json, StringComparison.Ordinal);
        Assert.Contains("The page offers the login.", json, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, SessionState> MadePages()
    {
        const string Banner = """<div data-testid="BottomBar"><div>Did someone say … cookies?</div><button>Accept all cookies</button><button>Refuse non-essential cookies</button></div>""";
        const string Wall = """<div role="dialog" aria-modal="true"><h1>Vor dem Weitermachen</h1><button>Ja</button><button>Nein</button></div>""";
        var post = new MadePost { Id = MadePost.IdOf(1) }.Html();
        return new()
        {
            { "a live page", PageMaker.App(post), SessionState.Ok },
            { "right to left", PageMaker.App(post, direction: "rtl", language: "ar"), SessionState.Ok },
            { "a challenge", PageMaker.App("""<div data-testid="ocfChallengeFrame"></div>"""), SessionState.Challenge },
            { "a captcha over a live page", PageMaker.App(post, layers: """<iframe data-testid="Captcha"></iframe>"""), SessionState.Challenge },
            { "the login field", PageMaker.App("", "", """<div role="dialog"><input name="text" autocomplete="username"><button></button><button></button></div>"""), SessionState.LoggedOut },
            { "a consent wall over nothing", PageMaker.App("", "", Wall), SessionState.ConsentWall },
            { "a cookie banner over nothing", PageMaker.App("", "", Banner), SessionState.ConsentWall },
            { "a cookie banner over a readable page", PageMaker.App(post, layers: Banner), SessionState.Ok },
            { "a cookie banner over posts for nobody", PageMaker.App(post, "", Banner), SessionState.Unknown },
            { "a cookie banner over a profile for nobody", PageMaker.App(post, "", Banner + """<div data-testid="BottomBar"><a href="/login" data-testid="login">Log in</a><a href="/i/flow/signup" data-testid="signup"></a></div>"""), SessionState.LoggedOut },
            { "an empty document", "", SessionState.NotRendering },
            { "a half-loaded page", """<!DOCTYPE html><body><div id="react-root"><div data-testid="primaryColumn"></div></div>""", SessionState.NotRendering },
            { "a shell with much markup", $"""<!DOCTYPE html><body><div id="react-root">{string.Concat(Enumerable.Repeat(Plenty, 30))}</div>""", SessionState.NotRendering },
            { "an app without our account", PageMaker.App(string.Concat(Enumerable.Repeat(Plenty, 30)), ""), SessionState.Unknown },
            { "posts alone", PageMaker.App(post, ""), SessionState.Unknown },
            { "the words of a login in a post", PageMaker.App(new MadePost { Id = MadePost.IdOf(1), Text = """Sign in <a href="/login">@login</a> captcha, consent, cookies, 403""" }.Html()), SessionState.Ok },
            { "a mention of @login for nobody", PageMaker.App(new MadePost { Id = MadePost.IdOf(1), Text = """<a href="/login">@login</a>""" }.Html(), ""), SessionState.Unknown },
            { "an error on a page of ours", PageMaker.App("""<div data-testid="error-detail">Something went wrong</div>"""), SessionState.Ok },
        };
    }

    [Theory]
    [MemberData(nameof(MadePages))]
    public async Task The_state_follows_structure_and_never_words(string name, string html, SessionState expected)
    {
        var report = await LoadAsync(html);

        Assert.True(expected == report.State, $"{name}: {report.State}, {report.Reason}");
        Assert.Equal(expected == SessionState.Ok ? 0 : 1, EvidenceSets);
    }

    [Theory]
    [InlineData("/account/access", SessionState.Challenge)]
    [InlineData("/i/flow/login", SessionState.LoggedOut)]
    [InlineData("/account/suspended", SessionState.Suspended)]
    public async Task A_redirect_away_from_home_is_told_by_its_address(string path, SessionState expected)
    {
        server.Serve("/home", context =>
        {
            context.Response.Redirect(path);
            return Task.CompletedTask;
        });
        server.Serve(path, PageMaker.App(""));

        Assert.Equal(expected, (await Check().LoadAsync(TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task Our_own_profile_with_an_error_means_that_the_account_is_suspended()
    {
        server.Serve("/demo", PageMaker.App("""<div data-testid="error-detail">Account suspended</div>"""));
        await browser.Page.NavigateAsync(new Uri(server.Url, "/demo"), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(SessionState.Suspended, (await Check().LookAsync(TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task A_limit_on_the_pages_own_calls_is_a_state_of_its_own()
    {
        server.Serve("/home", PageMaker.App("""<script>fetch('/i/api/graphql/hash/HomeTimeline').then((answer) => answer.text()).then(() => { document.body.dataset.testid = 'done'; const nav = document.createElement('a'); nav.href = '/demo'; nav.dataset.testid = 'AppTabBar_Profile_Link'; document.body.append(nav); })</script>""", ""));
        server.Serve("/i/api/graphql/hash/HomeTimeline", context =>
        {
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        });

        var report = await Check(options: new SessionOptions { MarkDeadline = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(50) }).LoadAsync(TestContext.Current.CancellationToken);

        Assert.True(SessionState.RateLimited == report.State, report.Reason);
        Assert.Contains("HTTP 429 on HomeTimeline", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_comes_up_late_is_waited_for()
    {
        server.Serve("/home", """<!DOCTYPE html><body><div id="react-root"></div><script>setTimeout(() => { document.getElementById('react-root').innerHTML = '<a href="/demo" data-testid="AppTabBar_Profile_Link">me</a>'; }, 400)</script>""");

        var report = await Check(options: new SessionOptions { MarkDeadline = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(50) }).LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((SessionState.Ok, "demo"), (report.State, report.Handle));
    }

    [Fact]
    public async Task A_site_that_does_not_answer_is_not_rendering_with_the_reason()
    {
        var check = Check();
        await server.DisposeAsync();
        server = await PageServer.StartAsync();

        var report = await check.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionState.NotRendering, report.State);
        Assert.Contains("net::ERR_CONNECTION_REFUSED", report.Reason, StringComparison.Ordinal);
    }
}
