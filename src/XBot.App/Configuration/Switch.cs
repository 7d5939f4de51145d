namespace XBot.App.Configuration;

/// <summary>true and false, in any case; a "yes", "1" or "on" is refused, not guessed at.</summary>
internal static class Switch
{
    public static bool? Parse(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    public static string Show(bool value) => value ? "true" : "false";
}
