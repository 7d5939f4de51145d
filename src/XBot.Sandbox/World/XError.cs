namespace XBot.Sandbox.World;

/// <summary>Codes that X's API answers in <c>errors[].code</c>; the words are the sandbox's own.</summary>
internal sealed record XError(int Code, string Message)
{
    public static readonly XError NotLoggedIn = new(32, "Could not authenticate you.");
    public static readonly XError RateLimited = new(88, "Rate limit exceeded.");
    public static readonly XError OverCapacity = new(130, "Over capacity.");
    public static readonly XError TooLong = new(186, "The text is too long.");
    public static readonly XError Duplicate = new(187, "Status is a duplicate.");
    public static readonly XError LooksAutomated = new(226, "This request looks automated.");
    public static readonly XError StaleToken = new(353, "This request requires a matching csrf cookie and header.");
    public static readonly XError Locked = new(326, "This account is temporarily locked.");
    public static readonly XError DailyLimit = new(344, "The daily limit of posts is reached.");
    public static readonly XError CsrfMismatch = new(353, "This request requires a matching csrf cookie and header.");
    public static readonly XError TargetGone = new(385, "The post you reply to is deleted or not visible to you.");
    public static readonly XError RepliesRestricted = new(433, "The author restricted who can reply.");
}
