using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Commands.Queueing;
using XBot.App.Reports;

namespace XBot.App.Commands;

/// <summary><c>xbot queue</c>: the replies, and what a person decides about them.</summary>
internal static class QueueCommand
{
    public static Command Create(CommandHost host) => new("queue", "Look through the replies, write and decide")
    {
        CreateList(host),
        CreateShow(host),
        QueueReview.Create(host),
        CreateDecision(host, QueueDecision.Approve),
        QueueEdit.Create(host),
        CreateDecision(host, QueueDecision.Reject),
        QueueWrite.CreateCandidates(host),
        QueueWrite.Create(host),
        QueueSettle.Create(host),
    };

    private static Command CreateList(CommandHost host)
    {
        var all = new Option<bool>("--all", "-a") { Description = "Replies in every state, not only what waits for somebody" };
        var command = new Command("list", "List the replies that wait for somebody") { all, JsonOption.Create() };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var replies = await QueueReader.ListAsync(context.Settings, arguments.GetValue(all), cancellation);
            if (context.Json)
                context.Output.Json(new QueueReport([.. replies.Select(QueuedReply.Of)]), ReportJson.Default.QueueReport);
            else if (replies.Count == 0)
                context.Output.Note(arguments.GetValue(all) ? "no replies yet" : "nothing waits for you ('xbot queue list --all' shows every reply, 'xbot queue candidates' posts to write for)");
            else
                ReplySheet.Table(replies, context.Output, context.Time.GetUtcNow());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateShow(CommandHost host)
    {
        var id = new Argument<string>("ID") { Description = "The reply's number, from 'queue list'" };
        var command = new Command("show", "Show all that is known of one reply") { id, JsonOption.Create() };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var reply = await QueueReader.FindAsync(context.Settings, arguments.GetRequiredValue(id), cancellation);
            if (context.Json)
                context.Output.Json(ReplyReport.With(reply), ReportJson.Default.ReplyReport);
            else
                ReplySheet.Write(reply, context.Output, context.Time.GetUtcNow());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateDecision(CommandHost host, QueueDecision decision)
    {
        var ids = new Argument<string[]>("ID") { Description = "Numbers of replies, from 'queue list'", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all", "-a") { Description = "Every draft that waits" };
        var command = new Command(decision.Verb, decision.Description) { ids, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(ids) is { Length: > 0 } == result.GetValue(all))
                result.AddError($"{decision.Verb} takes either numbers of replies or --all");
        });
        command.SetAction((arguments, cancellation) =>
            decision.RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetValue(all) ? null : arguments.GetRequiredValue(ids)));
        return command;
    }
}
