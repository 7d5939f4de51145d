using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.App.Commands.Queueing;

/// <summary><c>xbot queue review</c>: the drafts one by one, and a letter for each.</summary>
internal static class QueueReview
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("review", "Go through the drafts one by one, on a terminal");
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        if (!context.Host.IsInteractive)
            throw new CommandException(ExitCodes.ConfigurationInvalid, "review needs a terminal; elsewhere use 'xbot queue list', then approve, edit or reject");
        var drafts = await QueueReader.ListAsync(context.Settings, all: false, context.Cancellation);
        var ids = drafts.Where(reply => reply.State == ReplyState.Drafted).Select(reply => reply.Id).ToList();
        if (ids.Count == 0)
        {
            context.Output.Note("no draft waits for you");
            return ExitCodes.Done;
        }

        await using var store = await QueueStore.OpenAsync(context);
        var counts = new Dictionary<string, int> { ["approved"] = 0, ["rejected"] = 0, ["skipped"] = 0 };
        for (var i = 0; i < ids.Count; i++)
        {
            var done = await ReviewAsync(context, store, ids[i], $"draft {i + 1} of {ids.Count}");
            if (done == "")
                break;
            if (done is not null)
                counts[done]++;
        }

        context.Output.Line(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        return ExitCodes.Done;
    }

    /// <summary>What was done; null when somebody else was faster, empty to end the review.</summary>
    private static async Task<string?> ReviewAsync(CommandContext context, IRunnerStore store, long id, string place)
    {
        while (true)
        {
            // Shown anew each time: what is approved is exactly what was on the screen.
            if (await store.Replies.FindAsync(id, context.Cancellation) is not { State: ReplyState.Drafted } reply)
                return null;
            context.Output.Line($"── {place} ──");
            ReplySheet.Write(reply, context.Output, context.Time.GetUtcNow());
            context.Host.Stdout.Write("[a]pprove  [e]dit  [r]eject  [s]kip  [q]uit > ");
            string? problem;
            switch ((await context.Host.Stdin().ReadLineAsync(context.Cancellation))?.Trim().ToLowerInvariant())
            {
                case "a" or "approve":
                    problem = await QueueDecision.Approve.DecideAsync(context, store, reply);
                    if (problem is null)
                        return "approved";
                    break;
                case "r" or "reject":
                    problem = await QueueDecision.Reject.DecideAsync(context, store, reply);
                    if (problem is null)
                        return "rejected";
                    break;
                case "e" or "edit":
                    problem = await EditAsync(context, store, reply);
                    break;
                case "s" or "skip" or "":
                    return "skipped";
                case "q" or "quit" or null:
                    return "";
                default:
                    problem = "a letter of those in brackets, then Enter";
                    break;
            }

            if (problem is not null)
                context.Output.Line(problem);
            if (problem?.StartsWith("its time", StringComparison.Ordinal) == true)
                return "skipped";
        }
    }

    private static async Task<string?> EditAsync(CommandContext context, IRunnerStore store, Reply reply)
    {
        try
        {
            return await QueueEdit.EditAsync(context, store, reply, given: null);
        }
        catch (CommandException e)
        {
            return e.Message;
        }
    }
}
