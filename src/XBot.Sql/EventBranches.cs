using XBot.Core.Events;

namespace XBot.Sql;

/// <summary>
/// The conditions of a query's branches, one for each type and severity asked for: each branch reads its newest rows straight off an
/// index and stops at the limit, where one condition with IN would sort every row of those types first.
/// </summary>
internal static class EventBranches
{
    /// <summary>Types become parameters, named <paramref name="sign"/> and <c>type0</c>, <c>type1</c> …, added to <paramref name="parameters"/>.</summary>
    public static IEnumerable<string> Of(EventQuery query, char sign, List<(string, object?)> parameters)
    {
        if (query is { Types: null, AtLeast: null or EventSeverity.Info })
            return ["TRUE"];
        var severities = Enum.GetValues<EventSeverity>()
            .Where(severity => severity >= (query.AtLeast ?? EventSeverity.Info))
            .Select(severity => $"severity = '{severity.Name()}'");
        if (query.Types is null)
            return severities;
        if (query.Types.Count == 0)
            return ["FALSE"];
        var types = query.Types.Distinct(StringComparer.Ordinal).Select((type, index) => (Name: $"{sign}type{index}", type)).ToList();
        parameters.AddRange(types.Select(type => (type.Name, (object?)type.type)));
        return types.SelectMany(_ => severities, (type, severity) => $"event_type = {type.Name} AND {severity}");
    }
}
