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

    public static Command Create(CommandHost host)
    {
        var types = new Option<string[]>("--type", "-t") { Description = "Only events of these types (docs/events.md lists them)", HelpName = "TYPE", AllowMultipleArgumentsPerToken = true };
        var limit = NumberOption.Create("--limit", $"At most this many, 1 to {MostEvents}", 50, 1, MostEvents, "-n");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens next, until Ctrl-C" };
        var command = new Command("events", "Show what happened, newest first") { types, limit, follow, JsonOption.Create() };
        command.SetAction((arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var asked = arguments.GetValue(types) is { Length: > 0 } given ? given.Select(type => type.ToUpperInvariant()).ToArray() : null;
            var query = new EventQuery(asked, Limit: arguments.GetValue(limit));
            return arguments.GetValue(follow) ? FollowAsync(context, query) : ListAsync(context, query);
        });
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, EventQuery query)
    {
        var events = await ReadAsync(context, query);
        if (context.Json)
            context.Output.Json(new EventsReport([.. events.Select(EventEntry.Of)]), ReportJson.Default.EventsReport);
        else if (events.Count == 0)
            context.Output.Note(query.Types is null ? "no events yet" : $"no events of type {string.Join(", ", query.Types)} (docs/events.md lists the types)");
        else
            EventLines.Table(events, context.Output, context.Time.GetUtcNow());
        return ExitCodes.Done;
    }

    private static async Task<int> FollowAsync(CommandContext context, EventQuery query)
    {
        var shown = await ReadAsync(context, query);
        while (true)
        {
            foreach (var entry in shown.Reverse())
                EventLines.Line(entry, context);
            query = query with { AfterId = shown.Count > 0 ? shown[0].Id : query.AfterId, Limit = MostEvents };
            await Task.Delay(TimeSpan.FromSeconds(1), context.Time, context.Cancellation);
            shown = await ReadAsync(context, query);
        }
    }

    /// <summary>Opened afresh each time: a store may appear, or be replaced, while it is followed.</summary>
    private static async Task<IReadOnlyList<StoredEvent>> ReadAsync(CommandContext context, EventQuery query)
    {
        var settings = context.Settings;
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, context.Cancellation);
        return store is null ? [] : await store.Events.ListAsync(query, context.Cancellation);
    }
}
