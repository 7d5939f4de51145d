using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Events;
using XBot.Sql;

namespace XBot.App.Commands;

/// <summary><c>xbot events</c>: what the runner did and saw. With <c>--follow</c> oldest first, and with <c>--json</c> one object a line.</summary>
internal static class EventsCommand
{
    private const int MostEvents = 10_000;

    private static readonly string[] Severities = [.. Enum.GetValues<EventSeverity>().Select(severity => severity.Name())];

    public static Command Create(CommandHost host)
    {
        var types = new Option<string[]>("--type", "-t") { Description = "Only events of these types (docs/events.md lists them)", HelpName = "TYPE", AllowMultipleArgumentsPerToken = true };
        var severity = new Option<string>("--severity") { Description = "Only events of this severity or worse: " + string.Join(", ", Severities), HelpName = "LEVEL" };
        severity.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && EventSeverityNames.Parse(token.Value) is null)
                result.AddError($"--severity is \"{token.Value}\": allowed is {string.Join(", ", Severities)}");
        });
        var since = SinceOption.Create("Only what happened in this age (90m, 2h, 3d) or since this moment (2026-03-01, 2026-03-01T12:00Z)");
        var limit = NumberOption.Create("--limit", $"At most this many, 1 to {MostEvents}", 50, 1, MostEvents, "-n");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens next, until Ctrl-C" };
        var command = new Command("events", "Show what happened, newest first") { types, severity, since, limit, follow, JsonOption.Create() };
        command.SetAction((arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var asked = arguments.GetValue(types) is { Length: > 0 } given ? given.Select(type => type.ToUpperInvariant()).ToArray() : null;
            var query = new EventQuery(
                asked,
                arguments.GetValue(severity) is { } least ? EventSeverityNames.Parse(least) : null,
                arguments.GetValue(limit),
                Since: arguments.GetValue(since) is { } from ? SinceOption.Parse(from, context.Time.GetUtcNow()) : null);
            return arguments.GetValue(follow) ? FollowAsync(context, query) : ListAsync(context, query);
        });
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, EventQuery query)
    {
        var events = (await ReadAsync(context, query)).Events;
        if (context.Json)
            context.Output.Json(new EventsReport([.. events.Select(EventEntry.Of)]), ReportJson.Default.EventsReport);
        else if (events.Count == 0)
            context.Output.Note(None(query));
        else
            EventLines.Table(events, context.Output, context.Time.GetUtcNow());
        return ExitCodes.Done;
    }

    private static async Task<int> FollowAsync(CommandContext context, EventQuery query)
    {
        var last = context.Time.GetUtcNow();
        var (storeId, shown) = await ReadAsync(context, query);
        while (true)
        {
            foreach (var entry in shown.Reverse())
                EventLines.Line(entry, context);
            if (shown is [var newest, ..])
                (query, last) = (query with { AfterId = newest.Id }, newest.At);
            query = query with { Limit = MostEvents };
            await Task.Delay(TimeSpan.FromSeconds(1), context.Time, context.Cancellation);
            if (context.Host.StdoutIsClosed())
                return ExitCodes.Done;
            var (foundId, found) = await ReadAsync(context, query);
            if (foundId is not null && storeId is not null && foundId != storeId)
            {
                // Its ids have nothing to do with those of before: an older copy would be silent for days. What it knows from before was shown.
                context.Output.Note("xbot: the store was replaced; following the new one");
                query = query with { AfterId = null, Since = last.AddMilliseconds(1) };
                (foundId, found) = await ReadAsync(context, query);
            }

            (storeId, shown) = (foundId ?? storeId, found);
        }
    }

    private static string None(EventQuery query)
    {
        string?[] narrowed =
        [
            query.Types is { } types ? $"of type {string.Join(", ", types)} (docs/events.md lists the types)" : null,
            query.AtLeast is { } severity ? $"of severity {severity.Name()} or worse" : null,
            query.Since is { } since ? $"since {Times.Iso(since)}" : null,
        ];
        return narrowed.All(part => part is null) ? "no events yet" : "no events " + string.Join(", ", narrowed.Where(part => part is not null));
    }

    /// <summary>Opened afresh each time: a store may appear, or be replaced, while it is followed.</summary>
    private static async Task<(string? StoreId, IReadOnlyList<StoredEvent> Events)> ReadAsync(CommandContext context, EventQuery query)
    {
        var settings = context.Settings;
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, context.Cancellation);
        return store is null ? (null, []) : (store.StoreId, await store.Events.ListAsync(query, context.Cancellation));
    }
}
