using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// Writes down how a click ended. A store that is away for a moment is asked again for some 15 s, since what is not written becomes doubt; the
/// compare-and-set makes another try harmless. A stop never ends it: it must not tear a record from what it records.
/// </summary>
internal sealed class OutcomeBook(IReplyStore replies, TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    /// <summary>False when the reply had moved on.</summary>
    public async Task<bool> WriteAsync(ReplyTransition step)
    {
        var (written, lost) = await TryAsync(() => replies.TryApplyAsync(step, CancellationToken.None));
        if (written || !lost)
            return written;
        // A try whose answer was lost may have written it.
        return await FindAsync(step.ReplyId) is { } now && now.State == step.To && now.UpdatedAt == StoredTime.Truncate(step.At);
    }

    /// <summary>Whether it is CONFIRMED by this. Whoever took the reply over meanwhile made a doubt of it, and this is the proof that settles it.</summary>
    public async Task<bool> ConfirmAsync(Reply reply, string tweetId, string evidence, DateTimeOffset at) =>
        await WriteAsync(ReplyLife.Confirm(reply, tweetId, evidence, at))
        || (await FindAsync(reply.Id) is { State: ReplyState.Unknown or ReplyState.NeedsHuman } doubted && await WriteAsync(ReplyLife.Confirm(doubted, tweetId, evidence, at)));

    /// <summary>For what has to stand before the row moves on.</summary>
    public Task WriteAsync(Func<Task> write) => TryAsync(async () =>
    {
        await write();
        return true;
    });

    private async Task<Reply?> FindAsync(long id) => (await TryAsync(() => replies.FindAsync(id, CancellationToken.None))).Answer;

    private async Task<(T Answer, bool Lost)> TryAsync<T>(Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return (await ask(), tries > 0);
            }
            catch (StoreUnavailableException) when (tries < Pauses.Length)
            {
                await Task.Delay(Pauses[tries], time, CancellationToken.None);
            }
        }
    }
}
