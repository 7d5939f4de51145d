using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Testing.Pages;
using XBot.X.Reading;

namespace XBot.Bench.Reading;

/// <summary>Posts read from an answer of X's API, against the bare parse of the same bytes.</summary>
public sealed class NetworkRead : IBenchmark
{
    public string Name => "network-read";

    public string Compares => "reading every post of a timeline's answer, against JsonDocument.Parse of the same text alone";

    public double? Goal => 2;

    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        var posts = Math.Max(3, (int)(100 * scale));
        var body = AnswerMaker.Home([.. Enumerable.Range(1, posts).Select(Entry)]);
        var (ours, floor) = await Rounds.CompareAsync(
            Math.Max(2, (int)(2000 * scale)),
            () => Expect(posts, NetworkReader.Read(body).Posts.Count),
            () =>
            {
                using var document = JsonDocument.Parse(body);
                return Expect((int)JsonValueKind.Object, (int)document.RootElement.ValueKind);
            });
        return new Comparison(ours / posts, floor / posts, "µs per post", $"{posts} posts, {Encoding.UTF8.GetByteCount(body) / 1024} KB");
    }

    /// <summary>With as much around the fields that are read as X sends: its answers are mostly things that nobody asked for.</summary>
    private static JsonObject Entry(int n)
    {
        var tweet = AnswerMaker.Tweet(n, "ada", $"post {n} with some words of a usual length &amp; a sign", n % 3 == 0 ? new JsonObject { ["is_quote_status"] = true } : null);
        tweet["edit_control"] = new JsonObject { ["edit_tweet_ids"] = new JsonArray(AnswerMaker.Id(n)), ["editable_until_msecs"] = "1770140934000", ["is_edit_eligible"] = true, ["edits_remaining"] = "5" };
        tweet["source"] = "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>";
        tweet["unmention_data"] = new JsonObject();
        var user = tweet["core"]!["user_results"]!["result"]!.AsObject();
        user["legacy"] = Padding(24);
        user["privacy"] = new JsonObject { ["protected"] = false };
        user["professional"] = Padding(6);
        tweet["legacy"]!["entities"] = new JsonObject { ["hashtags"] = new JsonArray(), ["media"] = new JsonArray(Padding(20), Padding(20)), ["user_mentions"] = new JsonArray() };
        if (n % 3 == 0)
            tweet["quoted_status_result"] = new JsonObject { ["result"] = AnswerMaker.Tweet(n + 100_000, "bob", "quoted") };
        return AnswerMaker.Entry(tweet);
    }

    private static JsonObject Padding(int fields) =>
        new([.. Enumerable.Range(0, fields).Select(n => KeyValuePair.Create($"field_number_{n}", (JsonNode?)(n % 2 == 0 ? JsonValue.Create($"some value number {n} of a usual length") : JsonValue.Create(n * 1000))))]);

    private static Task Expect(int expected, int found) =>
        expected == found ? Task.CompletedTask : throw new InvalidOperationException($"{found} instead of {expected} were read");
}
