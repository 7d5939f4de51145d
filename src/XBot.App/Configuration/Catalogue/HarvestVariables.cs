namespace XBot.App.Configuration.Catalogue;

internal static class HarvestVariables
{
    private static readonly string[] Sources = ["home", "handles", "queries"];

    public static readonly IReadOnlyList<Setting> All =
    [
        new("HARVEST_SOURCES", "home", "home, handles and queries, separated by commas", "where posts are looked for")
        {
            Parse = (value, settings) => ListText.Commas(value.Text) is { Count: > 0 } sources && sources.All(source => Sources.Contains(source)) ? settings with { HarvestSources = sources } : null,
            Show = settings => string.Join(",", settings.HarvestSources),
        },
        new("HARVEST_HANDLES", "none", "X handles of 1 to 15 letters, digits or _, with or without @, separated by commas", "whose profiles are read (source handles)")
        {
            Parse = (value, settings) => ListText.Handles(value.Text) is { Count: > 0 } handles ? settings with { HarvestHandles = handles } : null,
            Show = settings => string.Join(",", settings.HarvestHandles),
        },
        new("HARVEST_QUERIES", "none", "searches of up to 500 characters, separated by semicolons or new lines", "what is searched for (source queries)")
        {
            Parse = (value, settings) => ListText.Lines(value.Text) is { Count: > 0 } queries && queries.All(query => query.Length <= 500) ? settings with { HarvestQueries = queries } : null,
            Show = settings => string.Join("; ", settings.HarvestQueries),
        },
        new("TOPIC_KEYWORDS", "none", "words or phrases separated by commas", "posts about them score higher")
        {
            Parse = (value, settings) => ListText.Commas(value.Text) is { Count: > 0 } words ? settings with { TopicKeywords = words } : null,
            Show = settings => string.Join(",", settings.TopicKeywords),
        },
        new("BLOCKED_WORDS", "none", "words or phrases separated by commas", "posts and drafts with one of them are left alone")
        {
            Parse = (value, settings) => ListText.Commas(value.Text) is { Count: > 0 } words ? settings with { BlockedWords = words } : null,
            Show = settings => string.Join(",", settings.BlockedWords),
        },
    ];
}
