using XBot.Core.Replies;
using XBot.Core.Settings;

namespace XBot.Core.Posting;

/// <summary>The hard limits, judged from what is out, may be out, or is on its way. Pure.</summary>
public sealed record ReplyCaps(int PerHour, int PerDay, TimeSpan AuthorCooldown)
{
    public static ReplyCaps Of(RunnerSettings settings) => new(settings.MaxRepliesPerHour, settings.MaxRepliesPerDay, settings.AuthorCooldown);

    /// <summary>How far back the caps look.</summary>
    public TimeSpan Window => AuthorCooldown > TimeSpan.FromHours(24) ? AuthorCooldown : TimeSpan.FromHours(24);

    /// <summary>Why one more reply to <paramref name="author"/> would break a limit; null when it would not. <paramref name="self"/> is not counted against itself.</summary>
    public string? Problem(IReadOnlyCollection<SentReply> sent, string? author, long? self, DateTimeOffset now)
    {
        // A clock set back makes replies of the future: they count as just sent.
        var others = sent.Where(reply => reply.ReplyId != self).ToList();
        var hour = others.Count(reply => now - reply.At < TimeSpan.FromHours(1));
        if (hour >= PerHour)
            return $"{hour} replies within an hour, {PerHour} allowed";
        var day = others.Count(reply => now - reply.At < TimeSpan.FromHours(24));
        if (day >= PerDay)
            return $"{day} replies within a day, {PerDay} allowed";
        if (author is not null && others.Any(reply => reply.TargetAuthor.Equals(author, StringComparison.OrdinalIgnoreCase) && now - reply.At < AuthorCooldown))
            return $"@{author} had a reply within {AuthorCooldown.TotalHours:0.##} hours";
        return null;
    }
}
