using System.Net;
using System.Text.Json;
using XBot.Core.Posts;
using XBot.X.Reading;

namespace XBot.X.Replying;

/// <summary>
/// The reply that is looked for, and when a post is it: under our account, in reply to the target, with our text.
/// </summary>
/// <param name="Handle">Our own, without @, for where no account id is told.</param>
internal sealed record OwnReply(string AccountId, string? Handle, string TargetId, string Text)
{
    /// <summary>
    /// Its id in a response, wherever in it: <c>{"rest_id":"21…","core":{"user_results":{"result":{"rest_id":"9…","core":{"screen_name":"demo"}}}},
    /// "legacy":{"full_text":"@ann Well said","in_reply_to_status_id_str":"20…","user_id_str":"9…"}}</c>. Null when it is not there.
    /// </summary>
    public string? FindIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => IsIt(element) ? element.TextAt("rest_id") : element.EnumerateObject().Select(p => FindIn(p.Value)).FirstOrDefault(id => id is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(FindIn).FirstOrDefault(id => id is not null),
        _ => null,
    };

    /// <summary>Its id among the posts of the target's own page. Which of them a reply answers is not shown there; that it follows the target is.</summary>
    public string? FindInConversation(IReadOnlyList<WitnessPost> posts) =>
        posts.SkipWhile(p => p.Id != TargetId).Skip(1).FirstOrDefault(IsIt)?.Id;

    /// <summary>Its id on our profile, where a reply stands right under the post it answers.</summary>
    public string? FindOnProfile(IReadOnlyList<WitnessPost> posts) =>
        posts.Zip(posts.Skip(1)).FirstOrDefault(pair => pair.First.Id == TargetId && IsIt(pair.Second)).Second?.Id;

    private bool IsIt(JsonElement post)
    {
        if (post.At("legacy") is not { } legacy || post.TextAt("rest_id") is not { } id) return false;
        return legacy.TextAt("in_reply_to_status_id_str") == TargetId
            && IsLater(id)
            && IsOurs(post, legacy)
            && (post.TextAt("note_tweet", "note_tweet_results", "result", "text") ?? legacy.TextAt("full_text")) is { } text
            && ReplyText.IsSame(Text, WebUtility.HtmlDecode(text));
    }

    private bool IsIt(WitnessPost post) => IsHandle(post.Handle) && IsLater(post.Id) && ReplyText.IsSame(Text, post.Text);

    private bool IsOurs(JsonElement post, JsonElement legacy)
    {
        var author = post.At("core", "user_results", "result");
        var id = legacy.TextAt("user_id_str") ?? author?.TextAt("rest_id");
        return id is not null ? id == AccountId : IsHandle(author?.TextAt("core", "screen_name") ?? author?.TextAt("legacy", "screen_name"));
    }

    private bool IsHandle(string? handle) => Handle is not null && string.Equals(handle, Handle, StringComparison.OrdinalIgnoreCase);

    private bool IsLater(string id) => Snowflake.TimeOf(id) >= Snowflake.TimeOf(TargetId);
}
