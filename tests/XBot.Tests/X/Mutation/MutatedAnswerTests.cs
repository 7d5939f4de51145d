using System.Text.Json.Nodes;
using XBot.Core.Selection;
using XBot.Testing;
using XBot.X.Reading;

namespace XBot.Tests.X.Mutation;

/// <summary>The network reader on answers that somebody broke: no fault, most still read, and what is promoted or quoted is never a candidate.</summary>
public sealed class MutatedAnswerTests
{
    private const int Answers = 20_000;

    private static readonly string AdId = AnswerMaker.Id(4_000_001);
    private static readonly string QuotedId = AnswerMaker.Id(4_000_002);

    [Fact]
    public void Twenty_thousand_broken_answers_are_read_without_a_fault_and_no_intruder_becomes_a_candidate()
    {
        var seed = Seed.OfThisRun();
        var chance = new Random(seed);
        var mutator = new AnswerMutator(chance);
        var bases = Bases();
        var context = new SelectionContext { Now = AnswerMaker.Time.AddMinutes(1), MaxPostAge = TimeSpan.FromDays(40_000) };
        var (read, candidates, intruders) = (0, 0, 0);

        for (var n = 0; n < Answers; n++)
        {
            var answer = mutator.Break(bases[chance.Next(bases.Count)]);
            intruders += Intrude(answer, chance) ? 1 : 0;
            var text = answer.ToJsonString();
            // Garbled bytes may hit the intruder itself: then only the rest is asked for.
            var garbled = chance.Next(10) == 0;
            var page = NetworkReader.Read(garbled ? mutator.Garble(text) : text);

            Assert.All(page.Posts, post => Assert.True(MutatedCellTests.IsSound(post), $"seed {seed}, answer {n}: a post that cannot be: {post}"));
            read += page.Posts.Any(post => post.Id != AdId) ? 1 : 0;
            foreach (var post in page.Posts.Where(post => SelectionPolicy.Judge(post, context).Verdict == Candidate.EligibleVerdict))
            {
                candidates++;
                Assert.False(!garbled && (post.Id == AdId || post.Id == QuotedId || post.AuthorHandle.StartsWith("intruder", StringComparison.Ordinal)), $"seed {seed}, answer {n}: an intruder became a candidate: {post}");
            }
        }

        Figures.Print($"seed {seed}: {Answers} broken answers, {read} still gave posts ({100.0 * read / Answers:0} %), {candidates} candidates, {intruders} intruders, 0 of them candidates");
        Assert.True(read >= Answers * 0.3, $"seed {seed}: only {read} of {Answers} answers gave a post");
        Assert.True(intruders >= Answers * 0.8, $"seed {seed}: only {intruders} intruders were put in");
    }

    /// <summary>Puts an advertisement among the entries, or a quote into a post that is there; whole, after the rest was broken.</summary>
    private static bool Intrude(JsonObject answer, Random chance)
    {
        if (chance.Next(2) == 0)
        {
            var lists = new List<JsonArray>();
            Find(answer, (name, node) => name == "entries" && node is JsonArray list ? list : null, lists);
            if (lists.Count == 0)
                return false;
            var list = lists[chance.Next(lists.Count)];
            list.Insert(chance.Next(list.Count + 1), AnswerMaker.Entry(AnswerMaker.Tweet(4_000_001, "intruder_ad", "Buy"), promoted: true));
            return true;
        }

        var tweets = new List<JsonObject>();
        Find(answer, (_, node) => node is JsonObject tweet && tweet["legacy"] is JsonObject ? tweet : null, tweets);
        if (tweets.Count == 0)
            return false;
        tweets[chance.Next(tweets.Count)]["quoted_status_result"] = new JsonObject { ["result"] = AnswerMaker.Tweet(4_000_002, "intruder_qu", "quoted") };
        return true;
    }

    private static void Find<T>(JsonNode? node, Func<string, JsonNode?, T?> wanted, List<T> found, string name = "") where T : class
    {
        if (wanted(name, node) is { } hit)
            found.Add(hit);
        if (node is JsonObject item)
        {
            foreach (var (key, child) in item)
                Find(child, wanted, found, key);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
                Find(child, wanted, found);
        }
    }

    private static List<JsonObject> Bases()
    {
        var plain = AnswerMaker.Entry(AnswerMaker.Tweet(1, "ada", "hello world"));
        var old = AnswerMaker.Entry(AnswerMaker.Tweet(2, "bob", "old places", oldPlaces: true));
        var reply = AnswerMaker.Entry(AnswerMaker.Tweet(3, "eve", "@ada yes", new JsonObject { ["in_reply_to_status_id_str"] = "1" }));
        var repost = AnswerMaker.Entry(AnswerMaker.Tweet(4, "carl", "RT @ada", new JsonObject { ["retweeted_status_result"] = new JsonObject { ["result"] = AnswerMaker.Tweet(5, "ada", "the original") } }));
        var tombstone = AnswerMaker.Entry(new JsonObject { ["__typename"] = "TweetTombstone" });
        JsonObject Home(params JsonObject[] entries) =>
            AnswerMaker.Answer("data.home.home_timeline_urt", AnswerMaker.Add([.. entries.Select(entry => entry.DeepClone().AsObject()), AnswerMaker.Cursor("Bottom", "DAAC")]));
        List<JsonObject> bases = [Home(plain, reply), Home(old, tombstone, plain), Home(repost), Home(AnswerMaker.Module(plain, reply))];
        return [.. bases, .. Saved()];
    }

    /// <summary>Entries of the saved answers, one in an answer of its own.</summary>
    private static IEnumerable<JsonObject> Saved() => SharedFiles.Files("x-graphql", "*.json").SelectMany(file =>
    {
        var lists = new List<JsonArray>();
        Find(JsonNode.Parse(File.ReadAllText(file)), (name, node) => name == "entries" && node is JsonArray list ? list : null, lists);
        return lists.SelectMany(list => list).OfType<JsonObject>().Take(10)
            .Select(entry => AnswerMaker.Answer("data.list.tweets_timeline.timeline", AnswerMaker.Add(entry.DeepClone().AsObject())));
    });
}
