using XBot.Core.Replies;
using XBot.Core.Settings;

namespace XBot.Core.Posting;

/// <summary>The hard limits, judged from what is out, may be out, or is on its way. Pure.</summary>
public sealed record ReplyCaps(int PerHour, int PerDay, TimeSpan AuthorCooldown)
{
    public static ReplyCaps Of(RunnerSettings settings) => new(settings.MaxRepliesPerHour, settings.MaxRepliesPerDay, settings.AuthorCooldown);

    /// <summary>How far back the caps look.</summary>
    public TimeSpan Window => AuthorCooldown > TimeSpan.FromHours(24) ? AuthorCooldown : TimeSpan.FromHours(24);

    /// <summary>Why no reply may go out now; null when one may. <paramref name="self"/> is not counted against itself.</summary>
    public string? Full(IReadOnlyCollection<SentReply> sent, long? self, DateTimeOffset now)
    {
        // A clock set back makes replies of the future: they count by X's own clock, or else as just sent.
        var hour = sent.Count(reply => reply.ReplyId != self && now - reply.Sent(now) < TimeSpan.FromHours(1));
        if (hour >= PerHour)
            return $"{hour} replies within an hour, {PerHour} allowed";
        var day = sent.Count(reply => reply.ReplyId != self && now - reply.Sent(now) < TimeSpan.FromHours(24));
        return day >= PerDay ? $"{day} replies within a day, {PerDay} allowed" : null;
    }

    /// <summary>Why this author gets no reply now; null when they may.</summary>
    public string? Cooling(IReadOnlyCollection<SentReply> sent, string author, long? self, DateTimeOffset now) =>
        sent.Any(reply => reply.ReplyId != self && reply.TargetAuthor.Equals(author, StringComparison.OrdinalIgnoreCase) && now - reply.Sent(now) < AuthorCooldown)
            ? $"@{author} had a reply within {AuthorCooldown.TotalHours:0.##} hours"
            : null;
}
