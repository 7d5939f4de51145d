using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.App.Commands.Queueing;

/// <summary><c>xbot queue edit</c>: another text for a reply that waits. State and approval stay; the record names who wrote it.</summary>
internal static class QueueEdit
{
    private static readonly ReplyState[] From = [ReplyState.Drafted, ReplyState.Approved, ReplyState.NotSent];

    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("ID") { Description = "The reply's number, from 'queue list'" };
        var text = PersonsText.Option();
        var command = new Command("edit", "Change the text of a reply that was not sent yet") { id, text };
        command.SetAction((arguments, cancellation) =>
            RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetRequiredValue(id), arguments.GetValue(text)));
        return command;
    }

    /// <summary>Null when it was done, otherwise why not.</summary>
    public static async Task<string?> EditAsync(CommandContext context, IRunnerStore store, Reply reply, string? given)
    {
        if (!From.Contains(reply.State))
            return $"it is {reply.State.Name()}; edit takes {string.Join(" or ", From.Select(state => state.Name()))}";
        if (await PersonsText.ReadAsync(context, given, reply.Text, ReplySheet.Target(reply, context.Time.GetUtcNow())) is not { } text)
            return "the text is as it was";
        var now = context.Time.GetUtcNow();
        if (reply.ExpiresAt <= now)
            return $"its time ran out {Times.Ago(reply.ExpiresAt, now)}";
        var recent = await RecentTexts.ReadAsync(store.Replies, context.Settings, reply.Account, reply.Id, now, context.Cancellation);
        if (ReplyText.Problem(text, context.Settings, recent) is { } problem)
            return problem;
        return await store.Replies.TryApplyAsync(ReplyLife.Edit(reply, text, Person.Name(context.Host), now), context.Cancellation) ? null : QueueStore.MovedOn;
    }

    private static async Task<int> RunAsync(CommandContext context, string id, string? given)
    {
        await QueueReader.FindOwnAsync(context.Settings, id, context.Cancellation);
        await using var store = await QueueStore.OpenAsync(context);
        if (await EditAsync(context, store, await QueueReader.FindAsync(store, id, context.Cancellation), given) is { } problem)
            throw new CommandException($"reply {id}: {problem}");
        context.Output.Note($"reply {id}: edited");
        return ExitCodes.Done;
    }
}
