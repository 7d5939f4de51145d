using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace XBot.Core.Secrets;

/// <summary>
/// Takes secrets out of what is written down: logs and events are sent around when something is wrong. What is put in their place is
/// <c>[secret]</c>. A value that is known is found in any form; the rest goes by the shapes that secrets come in.
/// </summary>
public sealed partial class SecretMask
{
    /// <summary>Shorter values are words that may stand anywhere.</summary>
    private const int ShortestKnown = 6;

    private const string Gone = "[secret]";

    private readonly string[] _known;

    /// <param name="known">Values that must never be written: a key, a password; null and short ones are passed over.</param>
    public SecretMask(params IEnumerable<string?> known) =>
        // A password may stand in an address as it was typed there, or decoded.
        _known = [.. known.OfType<string>().SelectMany(value => (string[])[value, Uri.UnescapeDataString(value)])
            .Where(value => value.Length >= ShortestKnown).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>Knows no values, only the shapes.</summary>
    public static SecretMask Shapes { get; } = new();

    public string Apply(string text)
    {
        foreach (var value in _known)
            text = text.Replace(value, Gone, StringComparison.Ordinal);
        text = SessionCookie().Replace(text, "$1" + Gone);
        text = Credential().Replace(text, "$1" + Gone);
        text = UserInfo().Replace(text, "$1" + Gone + "@");
        text = Assigned().Replace(text, "$1" + Gone);
        return ApiKey().Replace(text, Gone);
    }

    /// <summary>A copy in which every string is masked, and whatever stands under the name of a session's cookie.</summary>
    public JsonObject Apply(JsonObject data) => new(data.Select(pair => KeyValuePair.Create(pair.Key, IsSecretName(pair.Key) ? Gone : Apply(pair.Value))));

    private JsonNode? Apply(JsonNode? node) => node switch
    {
        JsonObject inner => Apply(inner),
        JsonArray items => new JsonArray([.. items.Select(Apply)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Apply(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static bool IsSecretName(string key) => key is "auth_token" or "ct0" or "kdt" or "_twitter_sess";

    // auth_token=…; "ct0":"…"; Set-Cookie: kdt=…
    [GeneratedRegex("""(\b(?:auth_token|ct0|kdt|_twitter_sess)\\?"?\s*[=:]\s*\\?"?)[^\s"'\\;,&\[]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SessionCookie();

    // Authorization: Bearer …
    [GeneratedRegex("""(\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=%-]{8,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Credential();

    // postgres://user:password@host
    [GeneratedRegex("""(\b[a-z][a-z0-9+.-]*://[^\s:/@"']*:)[^\s@"'/]+@""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // Password=…;api_key=…
    [GeneratedRegex("""(\b(?:password|passwd|pwd|api_?key|access_token|secret)\s*=\s*)[^\s;"'&\\\[]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();

    [GeneratedRegex("""\bsk-[A-Za-z0-9_-]{12,}""", RegexOptions.CultureInvariant)]
    private static partial Regex ApiKey();
}
