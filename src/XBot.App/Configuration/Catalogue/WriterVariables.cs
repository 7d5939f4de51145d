using static XBot.App.Configuration.NumberText;

namespace XBot.App.Configuration.Catalogue;

/// <summary>The writer openai: where it asks, and how often.</summary>
internal static class WriterVariables
{
    public static readonly IReadOnlyList<Setting> All =
    [
        new("OPENAI_BASE_URL", "the provider's own", "an http or https address without user name or password", "an OpenAI-compatible endpoint, a local one too")
        {
            Secret = true,
            Parse = (value, settings) => AddressText.Web(value.Text) is { UserInfo: "" } ? settings with { OpenAiBaseUrl = value.Text } : null,
            Show = settings => settings.OpenAiBaseUrl?.Split('?')[0] ?? "",
        },
        new("OPENAI_API_KEY", "none", "visible ASCII characters without blanks", "needed by the writer openai, unless its endpoint is on loopback")
        {
            Secret = true,
            Parse = (value, settings) => value.Text.All(c => c is > ' ' and <= '~') ? settings with { OpenAiApiKey = value.Text } : null,
            Show = settings => settings.OpenAiApiKey is null ? "" : "***",
        },
        new("OPENAI_MODEL", "none", "a model's name without blanks", "needed by the writer openai")
        {
            Parse = (value, settings) => value.Text.Any(char.IsWhiteSpace) ? null : settings with { OpenAiModel = value.Text },
            Show = settings => settings.OpenAiModel ?? "",
        },
        new("OPENAI_TIMEOUT_SECONDS", "30", "a number of seconds from 0.1 to 120", "how long one try at a draft may take; two more follow where another may help")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.1, 120) is { } seconds ? settings with { OpenAiTimeout = TimeSpan.FromSeconds(seconds) } : null,
            Show = settings => Show(settings.OpenAiTimeout.TotalSeconds),
        },
        new("OPENAI_DRAFTS_PER_DAY", "100", "a whole number from 0 to 1000000", "the budget: drafts asked for in a UTC day; no restart resets it")
        {
            Parse = (value, settings) => Whole(value.Text, 0, 1000000) is { } drafts ? settings with { OpenAiDraftsPerDay = drafts } : null,
            Show = settings => Show(settings.OpenAiDraftsPerDay),
        },
        new("REPLY_PROMPT_FILE", "src/XBot.Writing/reply-prompt.txt, as built in", "a file that exists", "what the model is told; copy the default and change it, each draft reads it anew")
        {
            IsPath = true,
            Parse = (value, settings) => PathText.ExistingFile(value) is { } path ? settings with { ReplyPromptFile = path } : null,
            Show = settings => settings.ReplyPromptFile ?? "",
        },
    ];
}
