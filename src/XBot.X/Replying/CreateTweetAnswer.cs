using System.Globalization;
using System.Text.Json;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.X.Reading;

namespace XBot.X.Replying;

/// <summary>
/// What X answered to our own CreateTweet request. Accepted:
/// <c>{"data":{"create_tweet":{"tweet_results":{"result":{"rest_id":"2018…","legacy":{…}}}}}}</c>, sometimes with a <c>tweet</c> inside the result.
/// Refused: <c>{"errors":[{"message":"Authorization: Status is a duplicate. (187)","code":187,"extensions":{"code":187}}],"data":{}}</c>.
/// </summary>
internal static class CreateTweetAnswer
{
    private const int TooManyRequests = 429;
    private const int Duplicate = 187;

    /// <summary>Unspecified, timeout, over capacity, internal error: X broke down, it did not say no. The reply may be out.</summary>
    private static readonly int[] _breakdowns = [0, 29, 130, 131];

    public static SendOutcome Read(int? status, string? body, string? failure, string targetId)
    {
        if (failure is not null) return Doubt($"our request failed ({failure})");
        if (status is null) return Doubt("our request was not answered");
        if (status == TooManyRequests) return new SendOutcome.Refused(TooManyRequests, "HTTP 429: too many requests");
        if (status >= 500) return Doubt($"X answered our request with HTTP {status}");

        using var document = GraphQl.Parse(body);
        if (document is null) return Doubt($"the answer to our request could not be read (HTTP {status})");
        var root = document.RootElement;
        if (status == 200 && AcceptedId(root) is { } id)
        {
            return id == targetId || Snowflake.TimeOf(id) is null
                ? Doubt($"the answer to our request names {id}, which cannot be our reply")
                : new SendOutcome.Accepted(id);
        }

        // An error beside a post that was made, or half made, is no refusal.
        if (root.At("errors") is not null && root.ObjectAt("data", "create_tweet") is not null) return Doubt("the answer holds both a post and an error");
        return Refusal(root) ?? Doubt($"the answer to our request holds neither an id nor a refusal (HTTP {status})");
    }

    private static string? AcceptedId(JsonElement root) =>
        root.At("data", "create_tweet", "tweet_results", "result") is { } result ? result.TextAt("rest_id") ?? result.TextAt("tweet", "rest_id") : null;

    private static SendOutcome? Refusal(JsonElement root)
    {
        if (root.At("errors") is not { ValueKind: JsonValueKind.Array } errors) return null;
        SendOutcome.Refused? refused = null;
        foreach (var error in errors.EnumerateArray())
        {
            if (Code(error) is not { } code) continue;
            var message = error.TextAt("message") ?? "";
            if (_breakdowns.Contains(code)) return Doubt($"X broke down over our request (code {code}: {message})");
            // A duplicate may be our own earlier reply: it must not be hidden behind another code.
            if (refused is null || code == Duplicate) refused = new SendOutcome.Refused(code, message);
        }

        return refused;
    }

    private static int? Code(JsonElement error) =>
        (error.At("code") ?? error.At("extensions", "code")) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var code) => code,
            { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) => code,
            _ => null,
        };

    private static SendOutcome.Uncertain Doubt(string reason) => new(reason);
}
