namespace XBot.X.Selectors;

/// <summary>
/// Every selector and operation name, with what it finds and when it was last seen.
/// Keyed on data-testid, role, href and datetime: X's class names change with every build, and its words with the reader's language.
/// </summary>
internal static class KnownSelectors
{
    private static readonly DateOnly Feb2026 = new(2026, 2, 13);
    private static readonly DateOnly May2026 = new(2026, 5, 28);
    private static readonly DateOnly Nov2025 = new(2025, 11, 20);
    private static readonly DateOnly Dec2023 = new(2023, 12, 30);

    public static readonly IReadOnlyList<SelectorEntry> All =
    [
        .. Posts(), .. Figures(), .. Sessions(), .. Writing(), .. Operations(),
    ];

    private static SelectorEntry[] Posts() =>
    [
        new("post", "article[data-testid=\"tweet\"]", "a post, the embedded ones of an X Article too", May2026),
        new("cell", "[data-testid=\"cellInnerDiv\"]", "a row of a virtualised list: a post, a heading, a separator", Feb2026),
        new("userName", "[data-testid=\"User-Name\"]", "name, handle and (but for the focal post) time; a second one belongs to the quote", May2026),
        new("avatar", "[data-testid=\"Tweet-User-Avatar\"]", "the author's picture; the thread line comes into it", May2026),
        new("text", "[data-testid=\"tweetText\"]", "the text; a second one belongs to the quote", May2026),
        new("showMore", "[data-testid=\"tweet-text-show-more-link\"]", "a longer text than shown: a button, in 2023 a span, a div or a link", Feb2026),
        new("socialContext", "[data-testid=\"socialContext\"]", "«X reposted» inside a link to the reposter, «Pinned» without a link", new(2025, 5, 1)),
        new("statusLink", "a[href*=\"/status/\"]", "any link to a post, its media or its figures", May2026),
        new("lock", "[data-testid=\"icon-lock\"]", "the lock beside the name of a protected account", null),
        new("time", "time[datetime]", "a post's time; the one inside the post's own link wraps its id", May2026),
        new("quote", "[role=\"link\"]:not(a)", "a quoted post's frame, when it holds a User-Name; cards and badges look the same without one", Feb2026),
        new("embed", "[data-testid=\"simpleTweet\"]", "the frame of a post embedded in an X Article: no post of the timeline", May2026),
        new("card", "[data-testid=\"card.wrapper\"], [data-testid=\"cardPoll\"]", "a link's card, a poll, a Space", Dec2023),
        new("noLabel", "[data-testid=\"twitterArticleReadView\"], [data-testid=\"UserCell\"], [data-testid=\"tweetPhoto\"], [data-testid=\"birdwatch-pivot\"], [role=\"status\"]", "where a handle is no «Replying to»: an article's body, a person's box, a note, who may reply", May2026),
        new("adFrame", "[data-testid=\"placementTracking\"]", "wraps advertisements, but videos and Follow buttons too: never enough alone", Feb2026),
        new("adPixel", "[data-testid$=\"impression-pixel\"]", "a direct child of an advertisement's frame, one on each side", null),
        new("adLink", "a[href*=\"twclid=\"]", "an advertisement's way out", null),
    ];

    private static SelectorEntry[] Figures() =>
    [
        new("actions", "[role=\"group\"]", "the action bar, when it holds the reply button; its label tells the figures in the page's language", May2026),
        new(SelectorNames.ReplyButton, "[data-testid=\"reply\"]", "reply; its label holds the exact figure", May2026),
        new("repostButton", "[data-testid=\"retweet\"], [data-testid=\"unretweet\"]", "repost, or undo it", May2026),
        new("likeButton", "[data-testid=\"like\"], [data-testid=\"unlike\"]", "like, or undo it", May2026),
        new("bookmarkButton", "[data-testid=\"bookmark\"], [data-testid=\"removeBookmark\"]", "bookmark, or undo it; no figure in timelines", May2026),
        new("viewsLink", "a[href$=\"/analytics\"]", "views; absent on a focal post", May2026),
    ];

    private static SelectorEntry[] Sessions() =>
    [
        new("challenge", "[data-testid*=\"challenge\" i]:not([data-testid^=\"UserAvatar-Container-\"]), [data-testid*=\"captcha\" i]:not([data-testid^=\"UserAvatar-Container-\"])", "a challenge that only a person clears; a picture's testid ends in a handle, which may hold the word", null),
        new("loginButton", "[data-testid=\"loginButton\"], [data-testid=\"login\"], a[href=\"/login\"], a[href=\"https://x.com/login\"], [data-testid=\"google_sign_in_container\"], [data-testid=\"apple_sign_in_button\"]", "the way in: nobody is logged in", Nov2025),
        new("loginField", "input[name=\"text\"][autocomplete=\"username\"], input[name=\"username_or_email\"]", "the user name's field, step 1 of the login flow", new(2026, 2, 3)),
        new("bottomBar", "[data-testid=\"BottomBar\"]", "the bar at the page's foot: log in and sign up, or the cookie banner's choices", Nov2025),
        new("consent", "[data-testid*=\"consent\" i]:not([data-testid^=\"UserAvatar-Container-\"]), [data-testid*=\"cookie\" i]:not([data-testid^=\"UserAvatar-Container-\"]), [data-testid=\"twc-cc-mask\"], [id*=\"consent\" i]", "a consent dialog by its marks", null),
        new("dialog", "[role=\"dialog\"], [role=\"alertdialog\"]", "any dialog", new(2026, 2, 3)),
        new("accountSwitcher", "[data-testid=\"SideNav_AccountSwitcher_Button\"]", "our account, at the foot of the navigation", Feb2026),
        new("profileLink", "[data-testid=\"AppTabBar_Profile_Link\"]", "the navigation's link to our own profile: its href is our handle", Feb2026),
        new("userAvatar", "[data-testid^=\"UserAvatar-Container-\"]", "a picture whose testid ends in the handle", May2026),
        new("errorDetail", "[data-testid=\"primaryColumn\"] [data-testid=\"error-detail\"]", "the main column has an error instead of content", new(2026, 1, 20)),
        new("content", "article, [data-testid=\"cellInnerDiv\"], [data-testid=\"tweetText\"], [data-testid=\"UserCell\"], [data-testid=\"UserDescription\"]", "what people wrote: never evidence of a session", May2026),
        new("anyMark", "body [data-testid]:not(script)", "anything of the app", May2026),
        new(SelectorNames.HomeTab, "a[data-testid=\"AppTabBar_Home_Link\"]", "the navigation's link to /home", Feb2026),
        new("emptyState", "[data-testid=\"emptyState\"]", "a timeline that has nothing to show", null),
    ];

    private static SelectorEntry[] Writing() =>
    [
        new(SelectorNames.Composer, "[data-testid=\"tweetTextarea_0\"]", "the composer's box, inline or in the dialog (Draft.js)", Feb2026),
        new(SelectorNames.DialogComposer, "[role=\"dialog\"] [data-testid^=\"tweetTextarea_\"][role=\"textbox\"]", "the composer's box in the dialog", null),
        new("composerBox", "[data-testid^=\"tweetTextarea_\"][contenteditable=\"true\"], [data-testid^=\"tweetTextarea_\"] [contenteditable=\"true\"]", "the editable itself: some builds put the testid on it, others around it", Feb2026),
        new("composerFrame", "[data-testid^=\"tweetTextarea_\"]", "what surrounds the editable, its placeholder included", Feb2026),
        new("replyLimit", "div[role=\"status\"]", "the «who can reply» line inside a post", null),
        new("closeModal", "[data-testid=\"app-bar-close\"]", "the arrow or cross of a modal", null),
        new("closeSheet", "[data-testid=\"SheetClose\"]", "the cross of a sheet", null),
        new("discardDraft", "[data-testid=\"confirmationSheetCancel\"]", "«Discard» of the sheet about an unsent post", null),
        new(SelectorNames.SubmitInDialog, "[data-testid=\"tweetButton\"]", "the dialog's submit button", null),
        new(SelectorNames.SubmitInline, "[data-testid=\"tweetButtonInline\"]", "the inline composer's submit button", Feb2026),
    ];

    private static SelectorEntry[] Operations() =>
    [
        Operation(SelectorNames.HomeTimeline, "HomeTimeline", "home, «For you»", null),
        Operation(SelectorNames.HomeLatestTimeline, "HomeLatestTimeline", "home, «Following»", null),
        Operation(SelectorNames.UserPosts, "UserTweets", "a profile's posts", null),
        Operation(SelectorNames.UserPostsAndReplies, "UserTweetsAndReplies", "a profile's posts and replies", null),
        Operation(SelectorNames.SearchTimeline, "SearchTimeline", "a search", null),
        Operation(SelectorNames.ListTimeline, "ListLatestTweetsTimeline", "a list", new(2023, 7, 1)),
        Operation(SelectorNames.PostDetail, "TweetDetail", "a post and its conversation", new(2023, 7, 1)),
        Operation(SelectorNames.CreatePost, "CreateTweet", "the answer to a post of our own", null),
    ];

    private static SelectorEntry Operation(string name, string value, string finds, DateOnly? seen) => new(name, value, finds, seen, SelectorKind.Operation);
}
