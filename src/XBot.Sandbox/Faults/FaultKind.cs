namespace XBot.Sandbox.Faults;

/// <summary>A fault that can be armed.</summary>
/// <param name="Name">As POST /__sandbox/faults names it.</param>
/// <param name="Does">One line: what it does, and what one "time" is.</param>
/// <param name="DelayMs">The delay when none is given; 0 where a delay means nothing.</param>
internal sealed record FaultKind(string Name, string Does, int DelayMs = 0)
{
    public static readonly FaultKind Slow = new("slow", "delays documents and GraphQL requests by delayMs (3000) before they are handled; one time = one request", 3000);
    public static readonly FaultKind Hang = new("hang", "documents and GraphQL requests get no answer: the connection is cut after delayMs (600000), at disarm or at reset; one time = one request", 600_000);
    public static readonly FaultKind Http500 = new("http-500", "answers documents and GraphQL requests with HTTP 500; one time = one request");
    public static readonly FaultKind Logout = new("logout", "ends all sessions at once and keeps auto-login off; one time = one document served");
    public static readonly FaultKind OtherAccount = new("other-account", "the session is @somebody_else's (twid, handle, author of posts) instead; one time = one document served to a session");
    public static readonly FaultKind BlankShell = new("blank-shell", "the document is the boot shell without an app; one time = one document served");
    public static readonly FaultKind AnswerLost = new("answer-lost", "CreateTweet is accepted, then the connection is cut without an answer; one time = one accepted post");
    public static readonly FaultKind Http429 = new("http-429", "answers GraphQL requests with HTTP 429 and code 88; one time = one request");
    public static readonly FaultKind OverCapacity = new("over-capacity", "answers GraphQL requests with HTTP 503 and code 130, while documents are served; one time = one request");
    public static readonly FaultKind SlowAccept = new("slow-accept", "CreateTweet is accepted after delayMs (5000), even when the client has gone, and answered after delayMs more; one time = one CreateTweet", 5000);
    public static readonly FaultKind LateVisible = new("late-visible", "an accepted post is shown nowhere for delayMs (10000); one time = one CreateTweet", 10_000);
    public static readonly FaultKind Refuse187 = Refusal(187, "duplicate");
    public static readonly FaultKind Refuse226 = Refusal(226, "looks automated");
    public static readonly FaultKind Refuse326 = Refusal(326, "account locked");
    public static readonly FaultKind Refuse344 = Refusal(344, "daily limit");
    public static readonly FaultKind Refuse385 = Refusal(385, "target gone");
    public static readonly FaultKind Refuse433 = Refusal(433, "replies restricted");
    public static readonly FaultKind StaleToken = new("stale-token", "CreateTweet is refused with code 353 (csrf token), upon which the page sends it once more by itself; one time = one CreateTweet");
    public static readonly FaultKind ConsentWall = new("consent-wall", "the document is a consent dialog and nothing else; one time = one document served");
    public static readonly FaultKind Challenge = new("challenge", "documents are redirected to /account/access, a page that asks to prove who one is; one time = one such page served");
    public static readonly FaultKind RenamedTestid = new("renamed-testid", "posts, their parts and the composer carry other testids, navigation keeps its own; one time = one document served");
    public static readonly FaultKind LostCharacters = new("lost-characters", "the composer drops each seventh character it is given; one time = one document served");
    public static readonly FaultKind ButtonDisabled = new("button-disabled", "the composer's buttons stay disabled; one time = one document served");
    public static readonly FaultKind TargetDeleted = new("target-deleted", "the target is deleted, until reset, in the moment a reply to it arrives (code 385); one time = one reply");
    public static readonly FaultKind Leak = new("leak", "the page's memory grows by about 1 MB in each delayMs (200) until it is left; one time = one document served", 200);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Slow, Hang, Http500, Http429, OverCapacity, SlowAccept, AnswerLost, LateVisible, Refuse187, Refuse226, Refuse326, Refuse344, Refuse385, Refuse433, StaleToken,
        Logout, OtherAccount, ConsentWall, Challenge, BlankShell, RenamedTestid, LostCharacters, ButtonDisabled, TargetDeleted, Leak,
    ];

    /// <summary>Faults that the page itself carries out; it learns of them from the document.</summary>
    public static IReadOnlyList<FaultKind> InPage { get; } = [RenamedTestid, LostCharacters, ButtonDisabled, Leak];

    private static FaultKind Refusal(int code, string meaning) =>
        new($"refuse-{code}", $"CreateTweet is refused with code {code} ({meaning}); one time = one CreateTweet");
}
