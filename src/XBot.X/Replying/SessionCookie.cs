using XBot.Chrome;

namespace XBot.X.Replying;

/// <summary>The account inside the cookie <c>twid</c>: <c>u%3D1234567890</c>, or with quotes <c>"u=1234567890"</c>.</summary>
internal static class SessionCookie
{
    private const string Name = "twid";
    private const string Prefix = "u=";

    /// <summary>Numeric user id of the session among <paramref name="cookies"/>; null when there is none.</summary>
    public static string? AccountOf(IReadOnlyList<ChromeCookie> cookies) => AccountId(cookies.FirstOrDefault(c => c.Name == Name)?.Value);

    /// <summary>Numeric user id; null when the value holds none.</summary>
    public static string? AccountId(string? value)
    {
        if (value is null) return null;
        var plain = Uri.UnescapeDataString(value).Trim('"');
        return plain.StartsWith(Prefix, StringComparison.Ordinal) && plain.Length > Prefix.Length && plain.AsSpan(Prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0
            ? plain[Prefix.Length..]
            : null;
    }
}
