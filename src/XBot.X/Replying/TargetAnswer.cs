using System.Text.Json;
using XBot.X.Reading;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>
/// The TweetDetail response of a post that is gone: <c>{"errors":[{"code":144,"message":"_Missing: No status found with that ID."}],"data":{}}</c>, or an entry
/// <c>{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{"result":{"__typename":"TweetTombstone"}}}}}</c>, its result missing when X says nothing,
/// or with <c>"itemContent":{"itemType":"TimelineTombstone"}</c>.
/// </summary>
internal static class TargetAnswer
{
    /// <summary>34 page does not exist, 144 no such post, 179 not allowed to see it, 421 and 422 withdrawn for breaking the rules.</summary>
    private static readonly int[] _gone = [34, 144, 179, 421, 422];

    /// <summary>Whether X says that the target does not exist, or not for this account.</summary>
    public static bool SaysGone(int? status, string? body, string targetId)
    {
        if (status is not (200 or 404) || body is null) return false;
        // Beside the target itself such a code speaks of another post: one that it quotes, or a neighbour.
        if (GraphQlErrors.CodesIn(body).Any(_gone.Contains)) return NetworkReader.Read(body).Posts.All(post => post.Id != targetId);
        using var document = GraphQl.Parse(body);
        return document is not null && HasTombstone(document.RootElement, "tweet-" + targetId);
    }

    private static bool HasTombstone(JsonElement element, string entryId)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.TextAt("entryId") == entryId:
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
        item.TextAt("itemType") == "TimelineTombstone"
        || (item.At("tweet_results") is { ValueKind: JsonValueKind.Object } results
            && (results.At("result") is not { } result || result.TextAt("__typename") is "TweetTombstone" or "TweetUnavailable"));
}
