namespace XBot.X.Selectors;

/// <summary>Names of the entries that C# asks for; the page scripts use the rest by the same spelling.</summary>
public static class SelectorNames
{
    public const string HomeTab = "homeTab";

    public const string ReplyButton = "replyButton";
    public const string Composer = "composer";
    public const string DialogComposer = "dialogComposer";
    public const string SubmitInDialog = "submitInDialog";
    public const string SubmitInline = "submitInline";

    public const string HomeTimeline = "homeTimeline";
    public const string HomeLatestTimeline = "homeLatestTimeline";
    public const string UserPosts = "userPosts";
    public const string UserPostsAndReplies = "userPostsAndReplies";
    public const string SearchTimeline = "searchTimeline";
    public const string ListTimeline = "listTimeline";
    public const string PostDetail = "postDetail";
    public const string CreatePost = "createPost";

    /// <summary>The operations whose answers hold posts.</summary>
    public static readonly IReadOnlyList<string> Timelines =
        [HomeTimeline, HomeLatestTimeline, UserPosts, UserPostsAndReplies, SearchTimeline, ListTimeline, PostDetail];
}
