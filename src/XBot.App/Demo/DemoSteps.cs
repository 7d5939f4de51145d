using XBot.Core.Events;

namespace XBot.App.Demo;

/// <summary>One stage of the system, as the screen shows it.</summary>
/// <param name="Current">The first one that is not done.</param>
internal sealed record DemoStep(string Name, bool Done, bool Current);

/// <summary>How far the whole system has come: the sandbox first, replies last.</summary>
internal static class DemoSteps
{
    public static IReadOnlyList<DemoStep> Of(DemoSnapshot? seen)
    {
        (string Name, bool Done)[] stages =
        [
            ("sandbox", true),
            ("daemon", seen is not null),
            ("browser", seen is not null && (Happened(seen, EventTypes.ChromeStarted) || seen.Detail("browser") == "running")),
            ("session", seen is not null && (seen.Detail("session") == "OK" || Happened(seen, EventTypes.AccountBound))),
            ("harvest", seen is not null && (Happened(seen, EventTypes.HarvestDone) || seen.Queue.Count > 0)),
            ("drafts", seen is { Queue.Count: > 0 }),
            ("posting", seen is { Confirmed.Count: > 0 }),
        ];
        var current = Array.FindIndex(stages, stage => !stage.Done);
        return [.. stages.Select((stage, index) => new DemoStep(stage.Name, stage.Done, index == current))];
    }

    private static bool Happened(DemoSnapshot seen, string type) => seen.Events.Any(entry => entry.Type == type);
}
