using Spectre.Console;
using XBot.App.CommandLine;

namespace XBot.App.Doctor;

/// <summary>The report for people: a line for each question, and below it what to do.</summary>
internal static class DoctorSheet
{
    public static void Write(DoctorReport report, Output output)
    {
        var width = report.Checks.Max(check => check.Name.Length) + 2;
        foreach (var check in report.Checks)
        {
            output.Console.Write(new Text(check.Status, Colour(check.Status)));
            output.Line("  " + check.Name.PadRight(width) + check.Detail);
            if (check.Fix is { } fix)
                output.Line(new string(' ', 6 + width) + "-> " + fix);
        }
    }

    private static Style Colour(string status) => new(status switch { "pass" => Color.Green, "warn" => Color.Yellow, _ => Color.Red });
}
