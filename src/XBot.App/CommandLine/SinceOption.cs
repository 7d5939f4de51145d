using System.CommandLine;
using System.Globalization;

namespace XBot.App.CommandLine;

/// <summary><c>--since</c>: an age (<c>90m</c>, <c>2h</c>, <c>3d</c>) or a moment in ISO 8601, in UTC where it names no zone.</summary>
internal static class SinceOption
{
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--since") { Description = description, HelpName = "AGE|TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value, DateTimeOffset.UnixEpoch.AddYears(100)) is null)
                result.AddError($"--since is \"{token.Value}\": allowed is an age like 90m, 2h or 3d (at most 3650d), or a moment like 2026-03-01 or 2026-03-01T12:00Z");
        });
        return option;
    }

    /// <summary>Null: it is neither an age nor a moment.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            TimeSpan? unit = text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => null };
            return unit is { } one && count * one.TotalDays <= 3650 ? now - count * one : null;
        }

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }
}
