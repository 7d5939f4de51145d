using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.App.Demo;

/// <summary>What a store held before the demo: none of it is this demo's doing.</summary>
/// <param name="LastEvent">The newest event's id, 0 without events.</param>
/// <param name="Confirmed">Ids of the replies that were confirmed already.</param>
/// <param name="Sent">Replies that went out, or may have.</param>
internal sealed record DemoBaseline(long LastEvent, IReadOnlySet<long> Confirmed, int Sent)
{
    public static readonly DemoBaseline Empty = new(0, new HashSet<long>(), 0);

    /// <param name="store">Null: there is no store yet.</param>
    public static async Task<DemoBaseline> ReadAsync(IRunnerStore? store, CancellationToken ct)
    {
        if (store is null)
            return Empty;
        var newest = await store.Events.ListAsync(new EventQuery(Limit: 1), ct);
        var replies = await store.Replies.ListAsync(new ReplyQuery(Limit: int.MaxValue), ct);
        return new DemoBaseline(
            newest.Count > 0 ? newest[0].Id : 0,
            replies.Where(reply => reply.State == ReplyState.Confirmed).Select(reply => reply.Id).ToHashSet(),
            replies.Count(reply => reply.ClickedAt is not null));
    }
}
