using XBot.App.Configuration.Catalogue;

namespace XBot.App.Configuration;

/// <summary>Every variable there is, in the order in which people read them.</summary>
public static class SettingCatalogue
{
    public static IReadOnlyList<Setting> All { get; } =
        [.. BrowserVariables.All, .. UpkeepVariables.All, .. LoopVariables.All, .. SiteVariables.All, .. ReplyVariables.All, .. WriterVariables.All, .. HarvestVariables.All];

    /// <summary>The README's table; a test compares the two.</summary>
    public static string Markdown() =>
        "| Variable | Default | Allowed | For |\n|---|---|---|---|\n"
        + string.Concat(All.Select(setting => $"| `{setting.Name}` | {setting.Default} | {setting.Allowed} | {setting.Description} |\n"));
}
