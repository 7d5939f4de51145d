using XBot.Core.Replies;
using XBot.Core.Settings;

namespace XBot.Core.Posting;

/// <summary>What this account said lately: none of it is said twice.</summary>
public static class RecentTexts
{
    private const int Most = 50;

    /// <param name="sent">As the store lists them for <see cref="ReplyCaps.Window"/>.</param>
    /// <param name="self">Not counted against itself.</param>
    public static IEnumerable<string> Of(IEnumerable<SentReply> sent, long? self, DateTimeOffset now) =>
        sent.Where(other => other.ReplyId != self).OrderByDescending(other => other.Sent(now)).Take(Most).Select(other => other.Text);

    public static async Task<IReadOnlyList<string>> ReadAsync(IReplyStore replies, RunnerSettings settings, AccountKey account, long? self, DateTimeOffset now, CancellationToken ct) =>
        [.. Of(await replies.SentSinceAsync(account, now - ReplyCaps.Of(settings).Window, ct), self, now)];
}
