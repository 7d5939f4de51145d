using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Commands;

/// <summary>What a person decides about replies, beside a daemon: the store's compare-and-set keeps a decision from undoing what happened meanwhile.</summary>
internal sealed class QueueDecision
{
    public static readonly QueueDecision Approve = new("approve", "Let these replies go out", [ReplyState.Drafted], ReplyLife.Approve);
    public static readonly QueueDecision Reject = new("reject", "Never send these replies", [ReplyState.Drafted, ReplyState.Approved], ReplyLife.Reject);

    private readonly IReadOnlyList<ReplyState> from;
    private readonly Func<Reply, string, DateTimeOffset, ReplyTransition> step;

    private QueueDecision(string verb, string description, IReadOnlyList<ReplyState> from, Func<Reply, string, DateTimeOffset, ReplyTransition> step)
    {
        (Verb, Description) = (verb, description);
        (this.from, this.step) = (from, step);
    }

    public string Verb { get; }
    public string Description { get; }

    /// <summary>Decides each of them; one that cannot be decided is told, and the others are decided still.</summary>
    public async Task<int> RunAsync(CommandContext context, IReadOnlyList<string> ids)
    {
        var settings = context.Settings;
        // A wrong number is noticed before anything is decided, and never makes a store.
        foreach (var id in ids)
            await QueueReader.FindAsync(settings, id, context.Cancellation);

        await using var store = await StoreOpener.OpenAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, context.Time, NullLogger.Instance, context.Cancellation);
        var code = ExitCodes.Done;
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            var problem = await DecideAsync(context, store, await QueueReader.FindAsync(store, id, context.Cancellation));
            if (problem is null)
            {
                context.Output.Note($"reply {id}: {(this == Approve ? "approved" : "rejected")}");
                continue;
            }

            context.Output.Error($"reply {id}: {problem}");
            code = ExitCodes.UnexpectedError;
        }

        return code;
    }

    /// <summary>Null when it was done, otherwise why not.</summary>
    private async Task<string?> DecideAsync(CommandContext context, IRunnerStore store, Reply reply)
    {
        if (!from.Contains(reply.State))
            return $"it is {reply.State.Name()}; {Verb} takes {string.Join(" or ", from.Select(state => state.Name()))}";
        var now = context.Time.GetUtcNow();
        if (this == Approve)
        {
            if (reply.ExpiresAt <= now)
                return $"its time ran out {Times.Ago(reply.ExpiresAt, now)}";
            if (ReplyText.Problem(reply.Text, context.Settings, []) is { } problem)
                return problem;
        }

        var person = context.Host.Variable("USER") ?? "person";
        return await store.Replies.TryApplyAsync(step(reply, person, now), context.Cancellation) ? null : "it moved on meanwhile; 'xbot queue show' tells where";
    }
}
