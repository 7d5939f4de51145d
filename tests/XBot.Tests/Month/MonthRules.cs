using XBot.Core.Events;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.Tests.Month;

/// <summary>What must hold over a month, whatever happened in it. Pure.</summary>
internal sealed class MonthRules(RunnerSettings settings)
{
    /// <summary>The deadlines of a cycle's stages together: browser, session, pipeline, watchdog, heartbeat.</summary>
    public static readonly TimeSpan CycleDeadline = TimeSpan.FromMinutes(4 + 3 + 12 + 1 + 1);

    private const string Frozen = "posting is frozen";

    private const string NoChrome = "no Chrome";

    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(2);

    /// <summary>One line for each rule that was broken.</summary>
    public IReadOnlyList<string> Broken(MonthRecord month) =>
        [.. Gaps(month), .. Bursts(month), .. Wakenings(month), .. Clicks(month), .. Caps(month), .. Twice(month), .. Alerts(month), .. RunnerAlerts(month)];

    /// <summary>The longest stretch of awake time between two heartbeats.</summary>
    public static TimeSpan LongestGap(MonthRecord month) => Pairs(month).Select(pair => pair.Second.Awake - pair.First.Awake).DefaultIfEmpty().Max();

    private static IEnumerable<(Beat First, Beat Second)> Pairs(MonthRecord month) => month.Beats.Zip(month.Beats.Skip(1));

    // A store that is away excuses none: the cycles go on, and their heartbeats are kept.
    private IEnumerable<string> Gaps(MonthRecord month) => Pairs(month)
        .Where(pair => pair.Second.Awake - pair.First.Awake > settings.MaxSleep + CycleDeadline)
        .Select(pair => $"no heartbeat from {pair.First.Awake} to {pair.Second.Awake}");

    // Missed slots are dropped: more cycles than the base sleep allows come only from what woke the loop, a lost Chrome twice.
    private IEnumerable<string> Bursts(MonthRecord month)
    {
        var least = settings.Sleep * 0.8;
        for (int last = 0, first = 0, woken = 0, over = 0; last < month.Beats.Count; last++)
        {
            while (month.Beats[last].Awake - month.Beats[first].Awake >= least)
                first++;
            while (woken < month.Wakes.Count && month.Wakes[woken] <= month.Beats[last].Awake)
                woken++;
            while (over < woken && month.Wakes[over] < month.Beats[first].Awake - least)
                over++;
            var lives = month.Beats[last].Life - month.Beats[first].Life;
            if (last - first + 1 > 2 + (2 * (woken - over)) + (2 * lives))
                yield return $"{last - first + 1} cycles within {least} at {month.Beats[last].Awake}";
        }
    }

    private static IEnumerable<string> Wakenings(MonthRecord month)
    {
        foreach (var woke in month.Wakenings)
        {
            var next = month.Beats.FirstOrDefault(beat => beat.Awake >= woke.Awake);
            if (next is not null && next.Life == woke.Life && next.Awake - woke.Awake > AtOnce)
                yield return $"the machine woke at {woke.Awake}, the next cycle ended at {next.Awake}";
        }
    }

    private static IEnumerable<string> Clicks(MonthRecord month) => month.Clicks
        .Where(click => click is not { Session: SessionState.Ok, OurAccount: true, Paused: false, Frozen: false })
        .Select(click => $"a click at {click.Awake} with session {click.Session}, our account: {click.OurAccount}, paused: {click.Paused}, frozen: {click.Frozen}");

    private IEnumerable<string> Caps(MonthRecord month)
    {
        // A click that X refused made no reply.
        var replies = month.Clicks.Where(click => click.Accepted).ToList();
        foreach (var (reply, n) in replies.Select((reply, n) => (reply, n)))
        {
            // By the wall clock, over all lives: after a clock was set back, replies of the future count.
            var before = replies.Take(n).ToList();
            if (before.Count(other => reply.At - other.At < TimeSpan.FromHours(1)) >= settings.MaxRepliesPerHour)
                yield return $"the cap of an hour was passed at {reply.Awake}";
            if (before.Count(other => reply.At - other.At < TimeSpan.FromHours(24)) >= settings.MaxRepliesPerDay)
                yield return $"the cap of a day was passed at {reply.Awake}";
            if (before.Any(other => other.Author == reply.Author && reply.At - other.At < settings.AuthorCooldown))
                yield return $"@{reply.Author} got a second reply within the cooldown at {reply.Awake}";
        }

        // Whatever the clock was set to, and whoever restarted, there are no more clicks in an hour, or a day, that the machine lived.
        foreach (var (cap, hours) in new[] { (settings.MaxRepliesPerHour, 1), (settings.MaxRepliesPerDay, 24) })
        {
            for (var n = cap; n < month.Clicks.Count; n++)
            {
                if (month.Clicks[n].Awake - month.Clicks[n - cap].Awake < TimeSpan.FromHours(hours))
                    yield return $"the cap of {hours} lived hours was passed at {month.Clicks[n].Awake}";
            }
        }
    }

    private static IEnumerable<string> Twice(MonthRecord month) => month.Clicks.Where(click => click.Accepted).GroupBy(click => click.TargetId)
        .Where(group => group.Count() > 1).Select(group => $"{group.Count()} replies to the target {group.Key}");

    // An episode begins at the latest activity; each threshold of it that passes is told once, and none that a cycle saw is left out.
    private IEnumerable<string> Alerts(MonthRecord month)
    {
        DateTimeOffset? post = null, start = null;
        var plans = new Dictionary<DateOnly, DateTimeOffset>();
        var told = new Dictionary<DateTimeOffset, int>();
        foreach (var found in month.Events)
        {
            start ??= found.Type == EventTypes.Heartbeat ? found.At : null;
            if (found.Type == EventTypes.PostSuccess)
                post = plans[DateOnly.FromDateTime(found.At.UtcDateTime)] = found.At;
            if (found.Type is not (EventTypes.NoActivity or EventTypes.Heartbeat) || (post ?? start) is not { } activity)
                continue;
            var since = plans.Values.Append(activity).Max();
            var thresholds = (int)Math.Floor((found.At - since) / settings.NoActivityAlert);
            if (found.Type == EventTypes.NoActivity)
            {
                if (thresholds <= told.GetValueOrDefault(since))
                    yield return $"an alert too many at {found.At:O}: {thresholds} thresholds since {since:O}, {told.GetValueOrDefault(since)} told";
                told[since] = thresholds;
            }
            else if (found.Data["details"]?["cycle"] is not null && found.At - since > (settings.NoActivityAlert * (told.GetValueOrDefault(since) + 1)) + TimeSpan.FromMinutes(1))
            {
                yield return $"an alert is missing at {found.At:O}: {thresholds} thresholds since {since:O}, {told.GetValueOrDefault(since)} told";
            }
        }
    }

    // One trouble, one alert: it is told again only after it was over, or by a new life of the daemon, which knows nothing of the last one's alerts.
    // A freeze outlives the lives: that one is over only once a person lifted it.
    private static IEnumerable<string> RunnerAlerts(MonthRecord month)
    {
        foreach (var trouble in month.Events.Where(found => found.Type == EventTypes.RunnerAlert).GroupBy(TroubleOf))
        {
            foreach (var (one, next) in trouble.Zip(trouble.Skip(1)))
            {
                // What was kept while the store was away stands after what happened later: its time counts too.
                if (!month.Events.Any(found => ((found.Id > one.Id && found.Id < next.Id) || (found.At > one.At && found.At < next.At)) && IsOver(trouble.Key, found)))
                    yield return $"told twice, at {one.At:O} and {next.At:O}, and never over between: {trouble.Key}";
            }
        }
    }

    private static string TroubleOf(StoredEvent alert) => (string?)alert.Data["what"] switch
    {
        // Each freeze is a trouble of its own; of the others the reason holds numbers that change.
        Frozen => $"{Frozen}: {(string?)alert.Data["reason"]}",
        "no Chrome to work with" or "Chrome keeps dying" => NoChrome,
        var what => what ?? "",
    };

    private static bool IsOver(string trouble, StoredEvent found)
    {
        if (trouble.StartsWith(Frozen, StringComparison.Ordinal))
            return found.Type == EventTypes.PostingResumed && trouble == $"{Frozen}: {(string?)found.Data["was"]}";
        if (trouble == NoChrome && found.Type == EventTypes.ChromeStarted)
            return true;
        var details = found.Type == EventTypes.Heartbeat ? found.Data["details"] : null;
        return details?["cycle"]?.ToJsonString() == "1"
            || (trouble == NoChrome ? (string?)details?["browser"] == "running" : details is not null && (string?)found.Data["status"] == "OK");
    }
}
