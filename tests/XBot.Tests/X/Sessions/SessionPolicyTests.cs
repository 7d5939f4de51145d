using XBot.Core.Sessions;
using XBot.X.Sessions;

namespace XBot.Tests.X.Sessions;

public sealed class SessionPolicyTests
{
    private const string Origin = "https://x.com";

    private static readonly PageMarks Plain = new() { Url = Origin + "/home", Loaded = true, Marks = 300, BodyCharacters = 90_000, BodyHeight = 4_000 };
    private static readonly SessionSurroundings Around = new(Origin);

    [Fact]
    public void The_first_row_that_holds_wins_for_every_combination_of_marks()
    {
        // Each bit is one row's evidence; the table is read from the top.
        SessionState[] rows = [SessionState.Challenge, SessionState.LoggedOut, SessionState.ConsentWall, SessionState.RateLimited, SessionState.Suspended, SessionState.Ok, SessionState.NotRendering];
        for (var bits = 0; bits < 1 << rows.Length; bits++)
        {
            bool Has(SessionState row) => (bits & (1 << Array.IndexOf(rows, row))) != 0;
            var shell = Has(SessionState.NotRendering);
            var marks = Plain with
            {
                Url = Origin + "/demo",
                Challenge = Has(SessionState.Challenge),
                LoginField = Has(SessionState.LoggedOut),
                ConsentDialog = Has(SessionState.ConsentWall),
                ErrorDetail = Has(SessionState.Suspended),
                OwnHandle = "Demo",
                // The link, not the switcher: a switcher alone rules the consent wall out.
                ProfileLink = Has(SessionState.Ok),
                Marks = shell ? 0 : Plain.Marks,
            };
            var around = Around with { RateLimit = Has(SessionState.RateLimited) ? "HTTP 429 on HomeTimeline" : null };

            var verdict = SessionPolicy.Decide(marks, around);

            Assert.Equal(rows.Where(Has).Append(SessionState.Unknown).First(), verdict.State);
            Assert.NotEmpty(verdict.Reason);
        }
    }

    [Theory]
    [InlineData("/i/flow/challenge", SessionState.Challenge)]
    [InlineData("/i/flow/verify/x", SessionState.Challenge)]
    [InlineData("/account/access?lang=en", SessionState.Challenge)]
    [InlineData("/account/verify", SessionState.Challenge)]
    [InlineData("/i/flow/login?redirect=%2Fhome", SessionState.LoggedOut)]
    [InlineData("/i/jf/onboarding/web?mode=login", SessionState.LoggedOut)]
    [InlineData("/i/flow/signup", SessionState.LoggedOut)]
    [InlineData("/login", SessionState.LoggedOut)]
    [InlineData("/Login/", SessionState.LoggedOut)]
    [InlineData("/account/suspended", SessionState.Suspended)]
    [InlineData("/login_is_a_handle", SessionState.Ok)]
    [InlineData("/search?q=/account/access", SessionState.Ok)]
    public void An_address_decides_even_where_the_navigation_shows_an_account(string path, SessionState expected) =>
        Assert.Equal(expected, SessionPolicy.Decide(Plain with { Url = Origin + path, AccountSwitcher = true }, Around).State);

    [Theory]
    [InlineData("https://x.com.example.net/home")]
    [InlineData("http://x.com/home")]
    [InlineData("https://x.com:8443/home")]
    [InlineData("about:blank")]
    [InlineData("")]
    public void A_page_of_another_origin_is_unknown_whatever_it_looks_like(string url) =>
        Assert.Equal(SessionState.Unknown, SessionPolicy.Decide(Plain with { Url = url, AccountSwitcher = true }, Around).State);

    [Fact]
    public void A_cookie_banner_over_a_readable_page_is_no_wall()
    {
        Assert.Equal(SessionState.Ok, SessionPolicy.Decide(Plain with { ConsentDialog = true, AccountSwitcher = true }, Around).State);
        Assert.Equal(SessionState.Unknown, SessionPolicy.Decide(Plain with { ConsentDialog = true, Articles = 1 }, Around).State);
        Assert.Equal(SessionState.ConsentWall, SessionPolicy.Decide(Plain with { ConsentDialog = true }, Around).State);
    }

    [Fact]
    public void An_error_on_somebody_elses_page_says_nothing_of_our_account()
    {
        var error = Plain with { ErrorDetail = true, ProfileLink = true, OwnHandle = "demo" };

        Assert.Equal(SessionState.Ok, SessionPolicy.Decide(error with { Url = Origin + "/somebody" }, Around).State);
        Assert.Equal(SessionState.Suspended, SessionPolicy.Decide(error with { Url = Origin + "/Demo/" }, Around).State);
    }

    [Theory]
    [InlineData(0, 90_000, 4_000, SessionState.NotRendering)]
    [InlineData(5, 999, 4_000, SessionState.NotRendering)]
    [InlineData(5, 1_000, 99, SessionState.NotRendering)]
    [InlineData(5, 1_000, 100, SessionState.Unknown)]
    public void A_shell_without_an_app_is_not_rendering_and_not_logged_out(int marks, int characters, int height, SessionState expected)
    {
        var page = Plain with { Marks = marks, BodyCharacters = characters, BodyHeight = height };

        Assert.Equal(expected, SessionPolicy.Decide(page, Around).State);
        // A fragment with posts is rendered, however small: it is only not known.
        Assert.Equal(SessionState.Unknown, SessionPolicy.Decide(page with { Articles = 1 }, Around).State);
    }

    [Fact]
    public void A_document_that_failed_is_not_rendering_with_the_reason()
    {
        var failed = SessionPolicy.Decide(Plain with { Url = "chrome-error://chromewebdata/" }, Around with { NavigationError = "net::ERR_CONNECTION_REFUSED" });
        Assert.Equal(SessionState.NotRendering, failed.State);
        Assert.Contains("net::ERR_CONNECTION_REFUSED", failed.Reason, StringComparison.Ordinal);

        var answered = SessionPolicy.Decide(Plain, Around with { DocumentStatus = 503 });
        Assert.Equal(SessionState.NotRendering, answered.State);
        Assert.Contains("503", answered.Reason, StringComparison.Ordinal);

        Assert.Equal(SessionState.RateLimited, SessionPolicy.Decide(Plain, Around with { DocumentStatus = 429 }).State);
    }

    [Fact]
    public void The_verdict_names_what_was_found_and_what_was_missing()
    {
        var verdict = SessionPolicy.Decide(Plain with { AccountSwitcher = true }, Around with { HasAccountCookie = true });

        Assert.Equal(["accountSwitcher", "accountCookie", "testid"], verdict.Found);
        Assert.Contains("loginButton", verdict.Missing);
    }
}
