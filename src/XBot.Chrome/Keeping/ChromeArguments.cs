using System.Globalization;

namespace XBot.Chrome.Keeping;

/// <summary>What our Chrome is started with. Nothing here hides that it is automated.</summary>
internal static class ChromeArguments
{
    public const string UserDataDir = "--user-data-dir=";
    public const string Port = "--remote-debugging-port=";
    public const string Headless = "--headless";
    public const string HostRules = "--host-resolver-rules=";
    public const string AllowOrigins = "--remote-allow-origins";

    /// <summary>The page that Chrome opens at its start, and that becomes ours. Chrome takes no fragment from a command line.</summary>
    public const string FirstPage = "about:blank";

    /// <summary>The address of a page that we make later: ours from its first moment on, even if we end before we noted it.</summary>
    public const string FreshPage = "about:blank#xbot";

    // An address without a name needs an exclusion too; nothing else resolves, so that no page reaches the outside.
    private const string LoopbackOnly = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]";

    /// <summary>All switches, without the page to open.</summary>
    public static IReadOnlyList<string> Switches(ChromeOptions options, string userDataDir, bool linux, bool root) =>
    [
        UserDataDir + userDataDir,
        Port + options.Port.ToString(CultureInfo.InvariantCulture),
        "--remote-debugging-address=127.0.0.1",
        "--no-first-run",
        "--no-default-browser-check",
        "--hide-crash-restore-bubble",
        // A page behind other windows must go on as if somebody looked at it.
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
        // A document that was left would live on, with its memory and with the functions that we run in it.
        "--disable-features=BackForwardCache",
        // In weeks the caches would fill the disk, or half of it where it is large.
        "--disk-cache-size=268435456",
        "--media-cache-size=67108864",
        // Chrome talks to the site and to nobody else.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        // Cookies are encrypted with a key from this store; one that changes between two starts loses all of them.
        .. linux ? ["--password-store=basic"] : Array.Empty<string>(),
        .. root ? ["--no-sandbox"] : Array.Empty<string>(),
        .. options.Headless ? ["--headless=new", "--disable-gpu"] : Array.Empty<string>(),
        .. options.LoopbackOnly ? [HostRules + LoopbackOnly] : Array.Empty<string>(),
    ];
}
