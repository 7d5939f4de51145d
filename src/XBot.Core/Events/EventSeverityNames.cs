namespace XBot.Core.Events;

/// <summary>How a severity is spelled in the store, in JSON and on the command line: <c>warning</c>.</summary>
public static class EventSeverityNames
{
    public static string Name(this EventSeverity severity) => severity switch
    {
        EventSeverity.Info => "info",
        EventSeverity.Warning => "warning",
        EventSeverity.Error => "error",
        EventSeverity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "not a severity"),
    };

    /// <summary>Null when <paramref name="name"/> is none of them; case counts.</summary>
    public static EventSeverity? Parse(string name)
    {
        foreach (var severity in Enum.GetValues<EventSeverity>())
            if (severity.Name() == name)
                return severity;
        return null;
    }
}
