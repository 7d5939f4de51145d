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
