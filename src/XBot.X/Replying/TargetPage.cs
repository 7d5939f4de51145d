using XBot.Chrome;
using XBot.Core.Drift;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.X.Reading;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>Opens the target's own page and finds the one article that is the target.</summary>
internal sealed class TargetPage(ReplyPage page, SessionReader session, Site site, ReplyComposerOptions options)
{
    /// <summary>How it went.</summary>
    public abstract record Result;

    /// <param name="Text">What the target says now, by the page and by X's answer.</param>
    /// <param name="Inline">The composer under the post can be used; otherwise the reply button is at (<paramref name="X"/>, <paramref name="Y"/>).</param>
    public sealed record Found(string? AccountId, TargetText Text, bool Inline, double X, double Y) : Result;

    public sealed record Refused(Preparation Outcome) : Result;

    public async Task<Result> OpenAsync(Reply reply, CancellationToken ct)
    {
        using var answers = page.Chrome.Watch(url => GraphQl.Calls(url, page.Book[SelectorNames.PostDetail]));
        var loaded = await page.Chrome.NavigateAsync(site.At($"/{reply.TargetAuthor}/status/{reply.TargetId}"), options.Load, ct);
        if (loaded.Error is not null) return Away($"the post's page did not load ({loaded.Error})");
        if (loaded.Status == 429) return Lost(SessionState.RateLimited, "HTTP 429 for the post's page");
        if (loaded.Status >= 500) return Away($"the post's page answered with HTTP {loaded.Status}");

        // After the load, as loading may end a session or change it; beside the wait for the post, as it costs no time there.
        var cookies = page.Chrome.CookiesAsync(site.At("/"), ct);
        var look = await LookOrHearAsync(reply.TargetId, answers, ct);
        var account = AccountCookie.AccountIdOf((await cookies).FirstOrDefault(c => c.Name == AccountCookie.Name)?.Value);
        return look.Kind switch
        {
            "found" or "inline" when account is not null => await FoundAsync(reply, account, look, answers, ct),
            "gone" => Refuse("the post is gone, or not visible to this account"),
            "limited" => Lost(SessionState.RateLimited, look.Reason!),
            "restricted" => Refuse($"replies to this post are restricted: {look.Reason}"),
            _ => await WhyAsync(reply, look, answers, loaded, ct),
        };
    }

    /// <summary>What the page shows; sooner than that, or instead of it, X's own word that it will not show the post.</summary>
    private async Task<ScriptAnswer> LookOrHearAsync(string targetId, NetworkWatch answers, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var look = LookAsync(targetId, enough.Token);
        var refusal = answers.WaitAsync(e => Refusal(e, targetId) is not null, options.Target, enough.Token);
        await Task.WhenAny(look, refusal);
        var heard = answers.Exchanges.Select(e => Refusal(e, targetId)).FirstOrDefault(r => r is not null);
        if (heard is null) heard = await look;
        await enough.CancelAsync();
        return heard;
    }

    // The error page is the same for "gone" and for "try again": only X's answer makes a target gone for good.
    private static ScriptAnswer? Refusal(NetworkExchange answer, string targetId) =>
        answer.Status == 429 ? new ScriptAnswer("limited", "HTTP 429 for the post")
        : answer.Done && TargetAnswer.SaysGone(answer.Status, answer.Body, targetId) ? new ScriptAnswer("gone")
        : null;

    private async Task<Result> FoundAsync(Reply reply, string account, ScriptAnswer look, NetworkWatch answers, CancellationToken ct)
    {
        if (await AnsweredAsync(reply, answers, ct) is { } ours) return Refuse($"this account has answered it already, with {ours.TweetId}");
        var told = await ToldAsync(reply, answers, ct);
        return told is null && reply.TargetTextSource == TextSource.Network
            ? NotReady("the page shows the post, but X's answer with its text was not heard")
            : new Found(account, new TargetText(look.Text ?? "", told), look.Kind == "inline", look.X, look.Y);
    }

    /// <summary>
    /// The last look before the click: a reply of ours to the target in what X answered for its page, whatever its text and whoever wrote it. It costs no
    /// load. Null proves nothing.
    /// </summary>
    private async Task<SeenReply?> AnsweredAsync(Reply reply, NetworkWatch answers, CancellationToken ct)
    {
        try
        {
            // The page shows the post as soon as it has the answer; we may have it a moment later.
            if (answers.Exchanges.Count > 0) await answers.WaitAsync(e => e.Done, options.Target, ct);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return answers.Exchanges.Where(e => e is { Done: true, Status: 200 })
            .SelectMany(e => OwnRepliesPage.RepliesIn(e.Body, reply.Account.AccountId)).FirstOrDefault(own => own.TargetId == reply.TargetId);
    }

    /// <summary>The target's text in X's answer. Waited for only where the draft was written from such an answer: the two are compared before the click.</summary>
    private async Task<string?> ToldAsync(Reply reply, NetworkWatch answers, CancellationToken ct)
    {
        if (reply.TargetTextSource != TextSource.Network) return null;
        try
        {
            var answer = await answers.WaitAsync(e => TextIn(e, reply.TargetId) is not null, options.Target, ct);
            return TextIn(answer, reply.TargetId);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string? TextIn(NetworkExchange answer, string targetId) =>
        answer is { Done: true, Status: 200, Body: { } body } ? NetworkReader.Read(body).Posts.FirstOrDefault(post => post.Id == targetId)?.Text : null;

    private async Task<ScriptAnswer> LookAsync(string targetId, CancellationToken ct)
    {
        var argument = new ScriptArgument(targetId, options.Surface == ReplySurface.Inline, options.Target.TotalMilliseconds);
        var look = await page.CallAsync(page.Scripts.Target, argument, ct);
        if (look.Kind != "dialog") return look;
        if (!await new Leftovers(page).CloseAsync(ct)) return look;
        return await page.CallAsync(page.Scripts.Target, argument, ct);
    }

    /// <summary>No post to answer: the session is asked first, as a page that is not ours any more shows none either.</summary>
    private async Task<Refused> WhyAsync(Reply reply, ScriptAnswer look, NetworkWatch answers, NavigationResult loaded, CancellationToken ct)
    {
        var now = await session.ReadAsync(loaded, ct);
        if (look.Kind == "absent" && now.Verdict.State == SessionState.Ok && answers.Exchanges.Any(answer => TextIn(answer, reply.TargetId) is not null))
            return new Refused(new Preparation.NotReady(look.Reason!, Hidden(reply)));
        if (now.Verdict.State is SessionState.Ok or SessionState.NotRendering && answers.Exchanges.LastOrDefault(answer => answer.Status is not null) is { Status: >= 500 } away)
            return Away($"X answered HTTP {away.Status} for the post");
        return now.Verdict.State is SessionState.Ok or SessionState.Unknown or SessionState.NotRendering
            ? NotReady(look.Reason ?? now.Verdict.Reason)
            : Lost(now.Verdict.State, now.Verdict.Reason);
    }

    // Told by the network, linked to by the page it stands on, and not found there: a late page shows neither.
    private static DriftSign Hidden(Reply reply) => new("post", $"the page of @{reply.TargetAuthor}'s post {reply.TargetId} shows no post that can be read (selectors post, userName, time)", TouchesPosting: true);

    private static Refused NotReady(string reason) => new(new Preparation.NotReady(reason));

    private static Refused Away(string reason) => new(new Preparation.NotReady(reason, SiteAway: true));

    private static Refused Refuse(string reason) => new(new Preparation.TargetRefused(reason));

    private static Refused Lost(SessionState state, string reason) => new(new Preparation.SessionLost(state, reason));
}
