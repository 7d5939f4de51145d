using System.Text.Json;
using XBot.Core.Posts;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Testing;
using XBot.X.Browsers;
using XBot.X.Reading;
using XBot.X.Selectors;

namespace XBot.Tests.X.Mutation;

/// <summary>Whole pages whose markup was broken on its way: read, judged and photographed without a fault, and never taken for more than they are.</summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class MutatedPageTests(BrowserFixture browser)
{
    private const int Pages = 200;

    private static readonly string AdId = Snowflake.IdAt(MadePost.Time, 4_000_003);
    private static readonly string[] Junk = ["<", ">", "\"", "'", "<div>", "</div>", "</article>", "<article data-testid=\"tweet\">", "<!--", "<script>", "<template>", "<table>", "\0", "&#xD800;", "data-testid=\"", "\u202e", "</body>"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_broken_pages_are_read_without_a_fault_and_their_advertisement_is_no_candidate()
    {
        var seed = Seed.OfThisRun();
        var chance = new Random(seed);
        var bases = Bases();
        var readers = browser.Readers();
        var page = new SitePage(browser.Keeper);
        var dom = new DomReader(page, SelectorBook.Default);
        var context = new SelectionContext { Now = MadePost.Time.AddMinutes(1), MaxPostAge = TimeSpan.FromDays(40_000) };
        var ad = JsonSerializer.SerializeToElement(MadePost.Advertisement(new MadePost { Id = AdId, Handle = "intruder_ad" }.Html()), MutationJson.Default.String);
        var (read, ok, advertised) = (0, 0, 0);

        for (var n = 0; n < Pages; n++)
        {
            var (html, signedIn) = bases[chance.Next(bases.Count)];
            browser.Server.Serve("/mutated", Break(html, chance));
            await browser.Page.NavigateAsync(new Uri(browser.Server.Url, "/mutated"), TimeSpan.FromSeconds(60), Ct);

            // Put in afterwards, whole: an open tag before it would swallow its frame, and then it is none.
            await page.CallAsync("(ad) => (document.body.insertAdjacentHTML('beforeend', ad), true)", ad, MutationJson.Default.Boolean, Ct);

            var shown = await dom.ReadAsync(Ct);
            var session = await readers.SessionReader.ReadAsync(null, Ct);

            var own = shown.Posts.Where(post => post.Id != AdId).ToList();
            read += own.Count > 0 ? 1 : 0;
            advertised += shown.Posts.Any(post => post.Id == AdId) ? 1 : 0;
            ok += session.Verdict.State == SessionState.Ok ? 1 : 0;
            Assert.False(session.Verdict.State == SessionState.Ok && !signedIn, $"seed {seed}, page {n}: a page without our account was taken for a session: {session.Verdict.Reason}");
            Assert.DoesNotContain(shown.Posts, post => post.Id == AdId && SelectionPolicy.Judge(post, context).Verdict == Candidate.EligibleVerdict);
        }

        Figures.Print($"seed {seed}: {Pages} broken pages, {read} still gave posts ({100.0 * read / Pages:0} %), {ok} still a session, the advertisement seen on {advertised} and never a candidate");
        Assert.True(read >= Pages * 0.3, $"seed {seed}: only {read} of {Pages} pages gave a post");
        Assert.True(advertised >= Pages * 0.3, $"seed {seed}: the advertisement was seen on {advertised} pages only");
    }

    private static string Break(string html, Random chance)
    {
        var text = new System.Text.StringBuilder(html);
        for (var n = 1 + chance.Next(8); n > 0 && text.Length > 100; n--)
        {
            var at = chance.Next(text.Length);
            var length = Math.Min(chance.Next(chance.Next(10) == 0 ? 20_000 : 60), text.Length - at);
            switch (chance.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(chance.Next(text.Length), text.ToString(at, length));
                    break;
                case 2:
                    text.Insert(at, Junk[chance.Next(Junk.Length)]);
                    break;
                default:
                    // Cut off: the connection ended.
                    if (chance.Next(6) == 0)
                        text.Length = Math.Max(100, at);
                    else
                        text.Replace("data-testid", Junk[chance.Next(Junk.Length)], at, length);
                    break;
            }
        }

        return text.ToString();
    }

    private static List<(string Html, bool SignedIn)> Bases()
    {
        var posts = string.Concat(Enumerable.Range(1, 12).Select(n => new MadePost { Id = MadePost.IdOf(n), AfterText = n % 3 == 0 ? MadePost.Quote("bob", "Bob", "quoted") : "" }.Html()));
        List<(string, bool)> pages = [(PageMaker.App(posts), true), (PageMaker.App(posts, navigation: ""), false)];
        pages.AddRange(SharedFiles.Files("x-captures", "*.html").Select(File.ReadAllText).Select(html => (html, html.Contains("SideNav_AccountSwitcher_Button", StringComparison.Ordinal))));
        return pages;
    }
}
