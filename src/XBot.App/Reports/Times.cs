using System.Globalization;

namespace XBot.App.Reports;

/// <summary>Times as reports show them.</summary>
internal static class Times
{
    /// <summary>The spelling of JSON, and of the store: <c>2026-11-24T00:28:03.123Z</c>.</summary>
    public static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string? Iso(DateTimeOffset? time) => time is { } given ? Iso(given) : null;

    public static DateTimeOffset? Parse(string? iso) =>
        DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary><c>2 min ago</c>, <c>in 20 s</c>.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        var age = now - time;
        if (age.Duration() < TimeSpan.FromSeconds(1))
            return "just now";
        return age > TimeSpan.Zero ? Span(age) + " ago" : "in " + Span(age.Negate());
    }

    /// <summary>Both, for people: <c>2026-11-24T00:28:03.123Z (2 min ago)</c>.</summary>
    public static string Both(DateTimeOffset time, DateTimeOffset now) => $"{Iso(time)} ({Ago(time, now)})";

    /// <summary>The largest unit that fills: <c>40 s</c>, <c>2 min</c>, <c>3 h</c>, <c>5 days</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Whole(span.TotalSeconds, "s"),
        { TotalHours: < 1 } => Whole(span.TotalMinutes, "min"),
        { TotalDays: < 2 } => Whole(span.TotalHours, "h"),
        _ => Whole(span.TotalDays, "days"),
    };

    private static string Whole(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {unit}");
}
