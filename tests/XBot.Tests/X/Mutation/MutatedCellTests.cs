using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Posts;
using XBot.Core.Selection;
using XBot.Testing;
using XBot.X.Browsers;
using XBot.X.Reading;
using XBot.X.Selectors;

namespace XBot.Tests.X.Mutation;

/// <summary>
/// The DOM reader on cells that somebody broke: it never throws, never hangs, still reads most of them, and what is an advertisement, a quote or an embed
/// never becomes a candidate. Cells of the saved pages join the made ones where they are at hand.
/// </summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class MutatedCellTests(BrowserFixture browser)
{
    private const int Cells = 20_000;
    private const int Batch = 500;
    private const string Intruder = "intruder_";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string AdId = Snowflake.IdAt(MadePost.Time, 4_000_001);
    private static readonly string EmbedId = Snowflake.IdAt(MadePost.Time, 4_000_002);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_thousand_broken_cells_are_read_without_a_fault_and_no_intruder_becomes_a_candidate()
    {
        var seed = Seed.OfThisRun();
        var bases = Bases();
        await browser.Page.NavigateAsync(new Uri("about:blank"), Deadline, Ct);
        var page = new SitePage(browser.Keeper);
        var reader = new DomReader(page, SelectorBook.Default);
        var context = new SelectionContext { Now = MadePost.Time.AddMinutes(1), MaxPostAge = TimeSpan.FromDays(40_000) };
        var script = File.ReadAllText(Path.Combine(Repository.Root, "tests", "XBot.Tests", "X", "Mutation", "mutate.js"));
        script = string.Join('\n', script.Split('\n').SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
        var (read, candidates, intruders) = (0, 0, 0);

        for (var batch = 0; batch < Cells / Batch; batch++)
        {
            var question = Question(seed + batch, bases);
            var made = await page.UseAsync(open => open.CallAsync(script, question, MutationJson.Default.MutatedBatch, Deadline, Ct));
            var shown = await reader.ReadAsync(Ct);

            foreach (var post in shown.Posts)
            {
                Assert.True(IsSound(post), $"seed {seed}, batch {batch}: a post that cannot be: {post}");
                if (SelectionPolicy.Judge(post, context).Verdict != Candidate.EligibleVerdict)
                    continue;
                candidates++;
                Assert.False(
                    post.AuthorHandle.StartsWith(Intruder, StringComparison.Ordinal) || post.Id == AdId || post.Id == EmbedId,
                    $"seed {seed}, batch {batch}: an intruder became a candidate: {post}");
            }

            read += shown.Posts.Where(post => made.Owners.ContainsKey(post.Id)).Select(post => made.Owners[post.Id]).Distinct().Count();
            intruders += made.Intruders.Values.Sum();
        }

        Figures.Print($"seed {seed}: {Cells} broken cells of {bases.Count} kinds, {read} still gave a post ({100.0 * read / Cells:0} %), {candidates} candidates, {intruders} intruders, 0 of them candidates");
        Assert.True(read >= Cells * 0.3, $"seed {seed}: only {read} of {Cells} cells gave a post");
        Assert.True(candidates >= Cells * 0.1, $"seed {seed}: only {candidates} candidates: the check of the intruders says little");
        Assert.True(intruders >= Cells * 0.9, $"seed {seed}: only {intruders} intruders were put in");
    }

    private static JsonElement Question(int seed, IReadOnlyList<string> bases)
    {
        var ad = new MadePost { Id = AdId, Handle = Intruder + "ad", Name = "Shop" };
        var embed = new MadePost { Id = EmbedId, Handle = Intruder + "em", Name = "Embedded" };
        return JsonDocument.Parse(new JsonObject
        {
            ["seed"] = seed,
            ["count"] = Batch,
            ["first"] = Snowflake.IdAt(MadePost.Time, 0),
            ["bases"] = new JsonArray([.. bases.Select(markup => (JsonNode)markup)]),
            ["advertisement"] = MadePost.Advertisement(ad.Html()),
            ["quote"] = MadePost.Quote(Intruder + "qu", "Quoted", "a quoted text"),
            ["embed"] = $"""<div data-testid="simpleTweet">{embed.Html()}</div>""",
        }.ToJsonString()).RootElement;
    }

    private static IReadOnlyList<string> Bases()
    {
        MadePost Made(int n) => new() { Id = MadePost.IdOf(n) };
        List<string> made =
        [
            Made(1).Html(),
            (Made(2) with { Text = "a <a href=\"/tag\">#tag</a> and <img alt=\"😀\"> a picture", Lang = "de" }).Html(),
            (Made(3) with { AfterText = MadePost.Quote("bob", "Bob", "quoted") }).Html(),
            (Made(4) with { Social = """<a href="/bob" role="link"><span data-testid="socialContext">bob reposted</span></a>""" }).Html(),
            (Made(5) with { LineAbove = true }).Html(),
            (Made(6) with { Label = null, Text = "שלום עולם", Lang = "he" }).Html(),
        ];
        return [.. made, .. SavedCells.Read()];
    }

    /// <summary>Whatever the page shows, a post is one: an id of digits, a handle, a time.</summary>
    internal static bool IsSound(Post post) =>
        post.Id.Length is > 0 and <= 19 && post.Id.All(char.IsAsciiDigit) && post.AuthorHandle.Length is > 0 and <= 15 && post.PostedAt > DateTimeOffset.UnixEpoch && post.Text is not null;
}

/// <summary>What <c>mutate.js</c> made.</summary>
/// <param name="Owners">Which cell an id is of.</param>
internal sealed record MutatedBatch(IReadOnlyDictionary<string, int> Owners, IReadOnlyDictionary<string, int> Intruders);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MutatedBatch)), JsonSerializable(typeof(string)), JsonSerializable(typeof(bool))]
internal sealed partial class MutationJson : JsonSerializerContext;
