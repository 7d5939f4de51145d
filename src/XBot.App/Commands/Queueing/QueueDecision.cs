using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.App.Commands.Queueing;

/// <summary>What a person decides about replies, beside a daemon: the store's compare-and-set keeps a decision from undoing what happened meanwhile.</summary>
internal sealed class QueueDecision
{
    public static readonly QueueDecision Approve = new("approve", "Let these replies go out", [ReplyState.Drafted], ReplyLife.Approve);

    public static readonly QueueDecision Reject = new(
        "reject", "Never send these replies", [ReplyState.Drafted, ReplyState.Approved, ReplyState.NotSent], ReplyLife.Reject);

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
    /// <param name="ids">Null for every draft that waits.</param>
    public async Task<int> RunAsync(CommandContext context, IReadOnlyList<string>? ids)
    {
        ids ??= await DraftsAsync(context);
        if (ids.Count == 0)
        {
            context.Output.Note("no draft waits for you");
            return ExitCodes.Done;
        }

        // A wrong number is noticed before anything is decided, and never makes a store.
        foreach (var id in ids)
            await QueueReader.FindOwnAsync(context.Settings, id, context.Cancellation);

        await using var store = await QueueStore.OpenAsync(context);
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
    public async Task<string?> DecideAsync(CommandContext context, IRunnerStore store, Reply reply)
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

        return await store.Replies.TryApplyAsync(step(reply, Person.Name(context.Host), now), context.Cancellation) ? null : QueueStore.MovedOn;
    }

    private static async Task<IReadOnlyList<string>> DraftsAsync(CommandContext context) =>
        [.. (await QueueReader.ListAsync(context.Settings, all: false, context.Cancellation))
            .Where(reply => reply.State == ReplyState.Drafted)
            .Select(reply => reply.Id.ToString(CultureInfo.InvariantCulture))];
}
