using System.Text.Json;

namespace XBot.X.Replying;

/// <summary>What the network said of a target whose page shows no post.</summary>
internal enum TargetFate
{
    /// <summary>Nothing certain.</summary>
    Unknown,
    /// <summary>X says that there is no such post, or not for us.</summary>
    Gone,
    /// <summary>X refuses to say just now.</summary>
    RateLimited,
}

/// <summary>
/// The TweetDetail response of a post that is gone: <c>{"errors":[{"code":144,"message":"_Missing: No status found with that ID."}],"data":{}}</c>, or an entry
/// <c>{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{"result":{"__typename":"TweetTombstone"}}}}}</c>, its result missing when X says nothing,
/// or with <c>"itemContent":{"itemType":"TimelineTombstone"}</c>.
/// </summary>
internal static class TargetAnswer
{
    private const int RateLimit = 88;

    /// <summary>34 page does not exist, 144 no such post, 179 not allowed to see it, 421 and 422 withdrawn for breaking the rules.</summary>
    private static readonly int[] _gone = [34, 144, 179, 421, 422];

    public static TargetFate Read(int? status, string? body, string targetId)
    {
        if (status == 429) return TargetFate.RateLimited;
        if (status is not (200 or 404)) return TargetFate.Unknown;
        using var document = GraphQl.Parse(body);
        if (document is null) return TargetFate.Unknown;
        return Errors(document.RootElement) is { } fate ? fate : HasTombstone(document.RootElement, "tweet-" + targetId) ? TargetFate.Gone : TargetFate.Unknown;
    }

    private static TargetFate? Errors(JsonElement root)
    {
        if (root.At("errors") is not { ValueKind: JsonValueKind.Array } errors) return null;
        foreach (var error in errors.EnumerateArray())
        {
            if (error.At("code") is not { ValueKind: JsonValueKind.Number } number || !number.TryGetInt32(out var code)) continue;
            if (code == RateLimit) return TargetFate.RateLimited;
            if (_gone.Contains(code)) return TargetFate.Gone;
        }

        return null;
    }

    private static bool HasTombstone(JsonElement element, string entryId)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.Text("entryId") == entryId:
                return element.At("content", "itemContent") is { } item && IsTombstone(item);
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (HasTombstone(property.Value, entryId)) return true;
                }

                return false;
            case JsonValueKind.Array:
                foreach (var member in element.EnumerateArray())
                {
                    if (HasTombstone(member, entryId)) return true;
                }

                return false;
            default:
                return false;
        }
    }

    private static bool IsTombstone(JsonElement item) =>
        item.Text("itemType") == "TimelineTombstone"
        || (item.At("tweet_results") is { ValueKind: JsonValueKind.Object } results
            && (results.At("result") is not { } result || result.Text("__typename") is "TweetTombstone" or "TweetUnavailable"));
}
