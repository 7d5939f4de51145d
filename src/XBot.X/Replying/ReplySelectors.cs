namespace XBot.X.Replying;

/// <summary>
/// What the composer and the witness look for on the page. Test ids and roles only: classes change weekly and words differ by language.
/// Each was last seen in captures of 2025–2026; the values are handed to the scripts as JSON.
/// </summary>
internal sealed record ReplySelectors
{
    /// <summary>A post, in a list or as the focal one. Embeds inside X Articles use it too, nested.</summary>
    public string Article { get; init; } = "article[data-testid=\"tweet\"]";

    /// <summary>Name and handle of a post's author; a quote has one of its own.</summary>
    public string UserName { get; init; } = "[data-testid=\"User-Name\"]";

    public string TweetText { get; init; } = "[data-testid=\"tweetText\"]";

    /// <summary>The reply action of a post's action bar (a <c>div[role=button]</c> in 2023, a <c>button</c> since).</summary>
    public string ReplyButton { get; init; } = "[data-testid=\"reply\"]";

    /// <summary>"Who can reply" line inside a post.</summary>
    public string ReplyLimit { get; init; } = "div[role=\"status\"]";

    public string Dialog { get; init; } = "[role=\"dialog\"]";

    /// <summary>The editable itself, as some builds put the test id on it and others around it.</summary>
    public string Textbox { get; init; } =
        "[data-testid^=\"tweetTextarea_\"][contenteditable=\"true\"], [data-testid^=\"tweetTextarea_\"] [contenteditable=\"true\"]";

    /// <summary>What surrounds the editable, its placeholder included.</summary>
    public string TextboxFrame { get; init; } = "[data-testid^=\"tweetTextarea_\"]";

    public string SubmitInDialog { get; init; } = "[data-testid=\"tweetButton\"]";
    public string SubmitInline { get; init; } = "[data-testid=\"tweetButtonInline\"]";

    /// <summary>In the order in which they are pressed to get rid of what is open: "Discard" of the unsent-post sheet first, the arrow or cross of a modal, the cross of a sheet.</summary>
    public IReadOnlyList<string> Close { get; init; } =
    [
        "[data-testid=\"confirmationSheetCancel\"]",
        "[data-testid=\"app-bar-close\"]",
        "[data-testid=\"SheetClose\"]",
    ];

    /// <summary>"This page does not exist" and "Something went wrong" alike: only the network tells which.</summary>
    public string ErrorDetail { get; init; } = "[data-testid=\"primaryColumn\"] [data-testid=\"error-detail\"]";

    /// <summary>Only a visitor without a session is shown these.</summary>
    public string LoggedOut { get; init; } =
        "[data-testid=\"loginButton\"], [data-testid=\"login\"], a[href=\"/login\"]";

    /// <summary>Its href is <c>/</c> and our own handle.</summary>
    public string OwnProfile { get; init; } = "a[data-testid=\"AppTabBar_Profile_Link\"]";
}
