using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Events;

namespace XBot.App.Reports;

/// <summary><c>xbot events --json</c>: part of the outside contract. Newest first.</summary>
internal sealed record EventsReport(IReadOnlyList<EventEntry> Events);

internal sealed record EventEntry(string Id, string Type, string Severity, JsonObject Data, string RunnerId, string At)
{
    public static EventEntry Of(StoredEvent entry) =>
        new(entry.Id.ToString(CultureInfo.InvariantCulture), entry.Type, entry.Severity.Name(), entry.Data, entry.RunnerId, Times.Iso(entry.At));
}
