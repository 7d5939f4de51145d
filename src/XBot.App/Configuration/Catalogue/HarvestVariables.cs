using XBot.Core.Selection;

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
        new("HARVEST_REPLIES", "false", "true or false", "whether replies to others are answered too")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } on ? settings with { HarvestReplies = on } : null,
            Show = settings => Switch.Show(settings.HarvestReplies),
        },
        new("HARVEST_LANGUAGES", "any", "language codes such as en, pt or zh, separated by commas; und for posts in no language", "only posts in these languages are answered")
        {
            Parse = (value, settings) => ListText.Commas(value.Text) is { Count: > 0 } tags && tags.All(IsLanguage) ? settings with { HarvestLanguages = [.. tags.Select(PostLanguage.Of).Distinct()] } : null,
            Show = settings => string.Join(",", settings.HarvestLanguages),
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

    // Two or three letters, with a region at most: en, pt-BR, zh_TW.
    private static bool IsLanguage(string tag) =>
        tag.Split('-', '_') is [{ Length: 2 or 3 } language, .. var rest] && language.All(char.IsAsciiLetter) && rest.All(part => part.Length > 0 && part.All(char.IsAsciiLetterOrDigit));
}
