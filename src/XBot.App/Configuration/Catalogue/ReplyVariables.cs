using XBot.Core.Settings;

namespace XBot.App.Configuration.Catalogue;

internal static class ReplyVariables
{
    public static readonly IReadOnlyList<Setting> All =
    [
        new("REPLY_MODE", "approve; auto on loopback, unless the writer is manual", "shadow, approve or auto; auto needs a writer other than manual", "shadow: nothing leaves; approve: a person approves each reply; auto: the owner's explicit choice")
        {
            Parse = (value, settings) => Mode(value.Text) is { } mode ? settings with { ReplyMode = mode } : null,
            Show = settings => settings.ReplyMode switch { ReplyMode.Shadow => "shadow", ReplyMode.Auto => "auto", _ => "approve" },
        },
        new("REPLY_WRITER", "manual; canned on loopback", "manual, openai, and on loopback canned", "who writes the drafts")
        {
            Parse = (value, settings) => Writer(value.Text, settings.Site) is { } writer ? settings with { ReplyWriter = writer } : null,
            Show = settings => settings.ReplyWriter switch { ReplyWriterKind.Canned => "canned", ReplyWriterKind.OpenAi => "openai", _ => "manual" },
        },
        new("REPLY_LINKS", "false", "true or false", "whether a reply may hold a link")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } allowed ? settings with { AllowLinks = allowed } : null,
            Show = settings => Switch.Show(settings.AllowLinks),
        },
        new("REPLY_MENTIONS", "false", "true or false", "whether a reply may mention somebody; whom it answers, X adds by itself")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } allowed ? settings with { AllowMentions = allowed } : null,
            Show = settings => Switch.Show(settings.AllowMentions),
        },
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
    ];

    private static ReplyMode? Mode(string text) => text switch
    {
        "shadow" => ReplyMode.Shadow,
        "approve" => ReplyMode.Approve,
        "auto" => ReplyMode.Auto,
        _ => null,
    };

    private static ReplyWriterKind? Writer(string text, Site site) => text switch
    {
        "manual" => ReplyWriterKind.Manual,
        "openai" => ReplyWriterKind.OpenAi,
        "canned" when site.IsLoopback => ReplyWriterKind.Canned,
        _ => null,
    };
}
