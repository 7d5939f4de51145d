using System.Globalization;
using System.Text.RegularExpressions;

namespace XBot.App.Doctor;

/// <summary>How old a Chrome is, told by its number alone: a new one comes every four weeks, and 136 came on 29 April 2025.</summary>
internal static partial class ChromeAge
{
    /// <summary>Half a year without security updates, in a program that shows strangers' content day and night.</summary>
    public const int TooFarBehind = 6;

    private const int KnownMajor = 136;
    private const double DaysBetween = 28;

    private static readonly DateTimeOffset KnownDay = new(2025, 4, 29, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many releases it lacks, 0 for a newer one than expected; null when the text holds no version.</summary>
    /// <param name="version">As the program tells it: <c>Chromium 156.0.8078.73 built on …</c>.</param>
    public static int? ReleasesBehind(string version, DateTimeOffset now)
    {
        if (Major().Match(version) is not { Success: true } match)
            return null;
        var expected = KnownMajor + (int)Math.Floor((now - KnownDay).TotalDays / DaysBetween);
        return Math.Max(0, expected - int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\b(\d{2,4})\.\d+\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Major();
}
