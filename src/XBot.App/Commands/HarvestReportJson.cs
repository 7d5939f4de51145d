using System.Text.Json.Serialization;
using XBot.App.Control;
using XBot.App.Reports;
using XBot.Core.Selection;

namespace XBot.App.Commands;

/// <summary>What <c>harvest --json</c> prints.</summary>
/// <param name="Source">The sources that were read, with commas between them; <c>page</c> for a page alone.</param>
/// <param name="Url">Of the first.</param>
/// <param name="Posts">In document order, source after source.</param>
internal sealed record HarvestJsonReport(string Source, string? Url, IReadOnlyList<HarvestJsonPost> Posts)
{
    public static HarvestJsonReport Of(IReadOnlyList<ReadPage> pages) => new(
        string.Join(',', pages.Select(page => page.Source)),
        pages.Select(page => page.Url).FirstOrDefault(),
        [.. pages.SelectMany(page => page.Posts).Select(HarvestJsonPost.Of)]);
}

/// <summary>One post; the order of the fields is the order of the JSON.</summary>
internal sealed record HarvestJsonPost(
    string Id, string AuthorHandle, string AuthorName, string PostedAt, string Text, bool Truncated,
    long? Replies, long? Reposts, long? Likes, long? Views,
    bool IsReply, bool IsRepost, string? RepostedBy, bool IsQuote, string? QuotedAuthorHandle, string? QuotedText,
    bool IsPinned, bool IsPromoted, string Permalink, string? Lang, string Verdict)
{
    public static HarvestJsonPost Of(Candidate candidate)
    {
        var post = candidate.Post;
        return new HarvestJsonPost(
            post.Id, post.AuthorHandle, post.AuthorName, Times.Iso(post.PostedAt), post.Text, post.Truncated,
            post.Replies, post.Reposts, post.Likes, post.Views,
            post.IsReply, post.IsRepost, post.RepostedBy, post.IsQuote, post.QuotedAuthorHandle, post.QuotedText,
            post.IsPinned, post.IsPromoted, post.Permalink, post.Lang, candidate.Verdict);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HarvestJsonReport))]
internal sealed partial class HarvestJson : JsonSerializerContext;
