using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>What single values cannot tell: which of them contradict one another.</summary>
internal static class CrossRules
{
    /// <summary>The variable at fault, and what is wrong with it together with the others.</summary>
    public static IEnumerable<(string Name, string Fault)> Broken(RunnerSettings settings)
    {
        if (settings.Sleep > settings.MaxSleep)
            yield return ("DAEMON_SLEEP_SECONDS", $"it is above DAEMON_MAX_SLEEP ({NumberText.Show(settings.MaxSleep.TotalSeconds)}); raise DAEMON_MAX_SLEEP to at least {NumberText.Show(settings.Sleep.TotalSeconds)} or lower this one");
        if (settings is { ReplyMode: ReplyMode.Auto, ReplyWriter: ReplyWriterKind.Manual })
            yield return ("REPLY_MODE", "auto needs a writer; set REPLY_WRITER, or use approve or shadow");
        if (settings.ReplyWriter == ReplyWriterKind.OpenAi && (settings.OpenAiModel is null || NeedsKey(settings)))
            yield return ("REPLY_WRITER", "openai needs OPENAI_MODEL, and OPENAI_API_KEY unless OPENAI_BASE_URL is on loopback");
        if (settings.HarvestSources.Contains("handles") && settings.HarvestHandles.Count == 0)
            yield return ("HARVEST_SOURCES", "handles needs HARVEST_HANDLES");
        if (settings.HarvestSources.Contains("queries") && settings.HarvestQueries.Count == 0)
            yield return ("HARVEST_SOURCES", "queries needs HARVEST_QUERIES");
    }

    private static bool NeedsKey(RunnerSettings settings) =>
        settings.OpenAiApiKey is null && !(settings.OpenAiBaseUrl is { } url && AddressText.IsLoopback(new Uri(url)));
}
