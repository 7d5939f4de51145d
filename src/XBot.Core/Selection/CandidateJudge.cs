using XBot.Core.Harvesting;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Selection;

/// <summary>Gathers what <see cref="SelectionPolicy"/> needs and judges the posts of a harvest.</summary>
public sealed class CandidateJudge(RunnerSettings settings, IRunnerStore store, TimeProvider time)
{
    /// <param name="account">Null while nobody is known to be signed in: cooldowns and answered posts are not looked at.</param>
    public async Task<IReadOnlyList<Candidate>> JudgeAsync(HarvestReport report, AccountKey? account, string? ownHandle, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var context = new SelectionContext
        {
            Now = now,
            OwnHandle = ownHandle,
            MaxPostAge = settings.MaxPostAge,
            AllowReplies = settings.HarvestReplies,
            Languages = settings.HarvestLanguages,
            FirstSeen = await store.Candidates.FirstSeenAsync(settings.Site.Origin, [.. report.Posts.Select(post => post.Id)], ct),
            TopicKeywords = settings.TopicKeywords,
            BlockedWords = settings.BlockedWords,
            OptedOut = (await store.OptOuts.ListAsync(ct)).Select(optOut => OptOut.KeyOf(optOut.Handle)).ToHashSet(),
        };
        if (account is not null)
        {
            var caps = ReplyCaps.Of(settings);
            context = context with
            {
                Answered = await store.Replies.KnownTargetsAsync(account, [.. report.Posts.Select(post => post.Id)], ct),
                CoolingDown = (await store.Replies.SentSinceAsync(account, now - caps.AuthorCooldown, ct))
                    .Where(sent => now - sent.Sent(now) < caps.AuthorCooldown).Select(sent => OptOut.KeyOf(sent.TargetAuthor)).ToHashSet(),
            };
        }

        return [.. report.Posts.Select(post =>
        {
            var (verdict, score, reason) = SelectionPolicy.Judge(post, context);
            return new Candidate(post, report.Source, verdict, score, reason, now);
        })];
    }
}
