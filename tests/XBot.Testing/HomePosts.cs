using System.Net;
using XBot.Core.Posts;
using XBot.X.Reading;

namespace XBot.Testing;

/// <summary>The sandbox's home timeline, as a visitor's web client is told it.</summary>
public static class HomePosts
{
    /// <summary>Posts that take a reply, newest first.</summary>
    public static async Task<List<Post>> ReadAsync(Uri sandbox, CancellationToken ct)
    {
        var cookies = new CookieContainer();
        using var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = sandbox };
        using var home = await visitor.GetAsync("/home", ct);
        visitor.DefaultRequestHeaders.Add("x-csrf-token", cookies.GetCookies(sandbox)["ct0"]!.Value);
        var posts = new List<Post>();
        string? cursor = null;
        do
        {
            var variables = cursor is null ? "{}" : $$"""{"cursor":"{{cursor}}"}""";
            var page = NetworkReader.Read(await visitor.GetStringAsync("/i/api/graphql/test/HomeTimeline?variables=" + Uri.EscapeDataString(variables), ct));
            if (page.Posts.Count == 0)
                break;
            posts.AddRange(page.Posts);
            cursor = page.BottomCursor;
        }
        while (cursor is not null);
        return [.. posts.Where(post => !post.IsPromoted && !post.RepliesRestricted && !post.IsRepost && !post.IsReply && !post.IsEmbed && post.Text.Length > 0).DistinctBy(post => post.Id)];
    }
}
