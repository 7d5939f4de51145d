using System.Text.RegularExpressions;

namespace XBot.X.Sessions;

/// <summary>
/// The account in the cookie <c>twid</c>, which X writes as <c>u=123</c>, <c>u%3D123</c> or <c>"u=123"</c>.
/// </summary>
public static partial class AccountCookie
{
    public const string Name = "twid";

    /// <summary>The numeric user id; null when the value is anything else.</summary>
    public static string? AccountIdOf(string? value)
    {
        if (value is null)
            return null;
        var found = Form().Match(Uri.UnescapeDataString(value).Trim().Trim('"'));
        return found.Success ? found.Groups["id"].Value : null;
    }

    [GeneratedRegex("^u=(?<id>[1-9][0-9]{0,19})$")]
    private static partial Regex Form();
}
