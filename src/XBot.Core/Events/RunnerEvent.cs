using System.Text.Json.Nodes;

namespace XBot.Core.Events;

/// <summary>One row of <c>system_events</c>, before the store gives it an id.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>; documented in docs/events.md.</param>
/// <param name="Data">A JSON object; keys in snake_case; never a secret.</param>
public sealed record RunnerEvent(string Type, EventSeverity Severity, JsonObject Data, DateTimeOffset At);

/// <summary>A row of <c>system_events</c> as it is read back.</summary>
public sealed record StoredEvent(long Id, string Type, EventSeverity Severity, JsonObject Data, string RunnerId, DateTimeOffset At);

/// <summary>Stored in lower case.</summary>
public enum EventSeverity { Info, Warning, Error, Critical }
