using XBot.App.CommandLine;
using XBot.Core.Events;

namespace XBot.App.Reports;

/// <summary>Events for people.</summary>
internal static class EventLines
{
    private const int DataLength = 160;

    public static void Table(IEnumerable<StoredEvent> events, Output output, DateTimeOffset now) => output.Table(
        ["Time", "Age", "Severity", "Type", "Data"],
        events.Select(entry => new[] { Times.Iso(entry.At), Times.Ago(entry.At, now), entry.Severity.Name(), entry.Type, Data(entry) }));

    /// <summary>One event as it comes: a line of text, or of JSON.</summary>
    public static void Line(StoredEvent entry, CommandContext context)
    {
        if (context.Json)
            context.Output.Json(EventEntry.Of(entry), ReportJson.Default.EventEntry);
        else
            context.Output.Line($"{Times.Iso(entry.At)}  {entry.Severity.Name(),-8}  {entry.Type}  {Data(entry)}");
    }

    private static string Data(StoredEvent entry) => ShortText.Of(entry.Data.ToJsonString(), DataLength);
}
