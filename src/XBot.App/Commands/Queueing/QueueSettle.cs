using System.CommandLine;
using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Replies;

namespace XBot.App.Commands.Queueing;

/// <summary><c>xbot queue settle</c>: a person looked on X and says whether the reply is there.</summary>
internal static class QueueSettle
{
    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("ID") { Description = "The reply's number, from 'queue list'" };
        var sent = new Option<string?>("--sent") { Description = "It is on X, under this id (the number in its address)", HelpName = "TWEET_ID" };
        var notSent = new Option<bool>("--not-sent") { Description = "It is not on X" };
        var command = new Command("settle", "End the doubt about a NEEDS_HUMAN reply: look on X first") { id, sent, notSent };
        command.Validators.Add(result =>
        {
            // Asked for by name alone: an option that lacks its value is told as that.
            if (result.GetResult(sent) is null == !result.GetValue(notSent))
                result.AddError("settle takes either --sent TWEET_ID or --not-sent");
        });
        command.SetAction((arguments, cancellation) =>
            RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetRequiredValue(id), arguments.GetValue(sent)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string id, string? tweetId)
    {
        await QueueReader.FindOwnAsync(context.Settings, id, context.Cancellation);
        await using var store = await QueueStore.OpenAsync(context);
        var reply = await QueueReader.FindAsync(store, id, context.Cancellation);
        if (reply.State != ReplyState.NeedsHuman)
            throw new CommandException($"reply {id}: it is {reply.State.Name()}; settle takes {ReplyState.NeedsHuman.Name()}");
        if (tweetId is not null && Fault(tweetId, reply) is { } fault)
            throw new CommandException(ExitCodes.ConfigurationInvalid, fault);

        var (person, now) = (Person.Name(context.Host), context.Time.GetUtcNow());
        var step = tweetId is null ? ReplyLife.SettleNotSent(reply, person, now) : ReplyLife.Confirm(reply, tweetId, $"person:{person}", now);
        if (!await store.Replies.TryApplyAsync(step, context.Cancellation))
            throw new CommandException($"reply {id}: {QueueStore.MovedOn}");
        context.Output.Note(tweetId is null ? $"reply {id}: settled as not sent; this post is not answered again" : $"reply {id}: settled as sent");
        return ExitCodes.Done;
    }

    // Ids grow with time: a reply's is above that of the post it answers. Whoever copies the wrong address notices.
    private static string? Fault(string tweetId, Reply reply)
    {
        if (!ulong.TryParse(tweetId, NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given == 0)
            return $"\"{tweetId}\" is no id of a post: it is the number at the end of its address";
        return ulong.TryParse(reply.TargetId, NumberStyles.None, CultureInfo.InvariantCulture, out var target) && given <= target
            ? $"{tweetId} cannot be our reply: it is not newer than the post it answers ({reply.TargetId})"
            : null;
    }
}
