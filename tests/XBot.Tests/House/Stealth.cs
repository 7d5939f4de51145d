using System.Text.RegularExpressions;

namespace XBot.Tests.House;

/// <summary>
/// What honest automation has no use for. Only code is looked at: documents may say what we do not do.
/// A new finding is not to be excused here; the code that made it goes.
/// </summary>
internal static class Stealth
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static readonly (string Name, Regex Pattern)[] Signs =
    [
        ("navigator patched", new(@"navigator\s*(\.\s*|\[\s*['""])webdriver|defineProperty\s*\(\s*(Navigator\.prototype|navigator)", Options)),
        ("automation flag hidden", new(@"AutomationControlled|exclude-?switches|ignoreDefaultArgs|disable-infobars", Options)),
        ("script slipped in before the page's own", new(@"addScriptToEvaluateOnNewDocument|addInitScript", Options)),
        ("user agent changed", new(@"--user-agent\b|setUserAgentOverride|UserAgentOverride", Options)),
        ("fingerprint changed", new(@"fingerprint|canvas.?noise|WEBGL_debug_renderer_info|UNMASKED_(VENDOR|RENDERER)|set(Timezone|Locale|HardwareConcurrency)\w*Override", Options)),
        ("stealth library", new(@"puppeteer-extra|playwright-extra|stealth-plugin|undetected|evasions|rebrowser|nodriver", Options)),
        ("proxy", new(@"--proxy-server|proxy.?(rotat|pool|list)|rotat\w*.?prox", Options)),
        ("captcha solved", new(@"2captcha|anti-?captcha|capsolver|captcha\w*.?solv|solv\w*.?captcha", Options)),
        ("people imitated", new(@"human.?like|humaniz|type.?delay|typing.?(delay|speed|jitter)|mouse.?(path|curve|wiggle)|bezier", Options)),
    ];

    private static readonly string[] CodeFiles = [".cs", ".js", ".sh", ".json", ".csproj", ".props", ""];

    public static bool IsCode(string path) => CodeFiles.Contains(Path.GetExtension(path));

    /// <summary>What was found, as <c>path: sign "the words"</c>.</summary>
    public static IEnumerable<string> Find(string path, string text) =>
        from sign in Signs
        let match = sign.Pattern.Match(text)
        where match.Success
        select $"{path}: {sign.Name} \"{match.Value}\"";
}
