using System.Globalization;

namespace XBot.App.Configuration;

/// <summary>Numbers as settings spell them: digits and a decimal point, whatever the machine's language.</summary>
internal static class NumberText
{
    public static int? Whole(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null;

    public static double? Fraction(string text, double min, double max) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null;

    public static string Show(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Show(long value) => value.ToString(CultureInfo.InvariantCulture);
}
