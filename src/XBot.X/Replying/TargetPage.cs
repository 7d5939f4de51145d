using XBot.Chrome;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.X.Replying;

/// <summary>Opens the target's own page and finds the one article that is the target.</summary>
internal sealed class TargetPage(ReplyPage page, Site site, ReplyComposerOptions options)
{
    /// <summary>How it went.</summary>
    public abstract record Result;

    /// <param name="Text">The target's text as the page shows it.</param>
    /// <param name="Inline">The composer under the post can be used; otherwise the reply button is at (<paramref name="X"/>, <paramref name="Y"/>).</param>
    public sealed record Found(string? AccountId, string Text, bool Inline, double X, double Y) : Result;

    public sealed record Refused(Preparation Outcome) : Result;

    public async Task<Result> OpenAsync(Reply reply, CancellationToken ct)
    {
        using var detail = page.Chrome.Watch(url => GraphQl.Calls(url, GraphQl.TweetDetail));
        var loaded = await page.Chrome.NavigateAsync(site.At($"/{reply.TargetAuthor}/status/{reply.TargetId}"), options.Load, ct);
        if (loaded.Error is not null) return NotReady($"the post's page did not load ({loaded.Error})");
        if (loaded.Status == 429) return Lost(SessionState.RateLimited, "HTTP 429 for the post's page");
        if (loaded.Status >= 500) return NotReady($"the post's page answered with HTTP {loaded.Status}");

        // After the load, as loading may end a session or change it; beside the wait for the post, as it costs no time there.
        var cookies = page.Chrome.CookiesAsync(new Uri(site.Origin), ct);
        var look = await LookAsync(reply.TargetId, ct);
        var account = SessionCookie.AccountOf(await cookies);
        return look.Kind switch
        {
            "found" or "inline" when account is null => Lost(SessionState.LoggedOut, "the browser holds no session cookie"),
            "found" or "inline" => new Found(account, look.Text ?? "", look.Kind == "inline", look.X, look.Y),
            "login" => Lost(SessionState.LoggedOut, look.Reason),
            "challenge" => Lost(SessionState.Challenge, look.Reason),
            "consent" => Lost(SessionState.ConsentWall, look.Reason),
            "restricted" => Refuse($"replies to this post are restricted: {look.Reason}"),
            _ => Missing(look, detail, reply.TargetId),
        };
    }

    private async Task<ScriptAnswer> LookAsync(string targetId, CancellationToken ct)
    {
        var argument = new ScriptArgument(targetId, options.Surface == ReplySurface.Inline, options.Target.TotalMilliseconds);
        var look = await page.CallAsync(page.Scripts.Target, argument, ct);
        if (look.Kind != "dialog") return look;
        if (!await new Leftovers(page).CloseAsync(ct)) return look;
        return await page.CallAsync(page.Scripts.Target, argument, ct);
    }

    // The error page is the same for "gone" and for "try again": only X's own answer makes a target gone for good.
    private static Refused Missing(ScriptAnswer look, NetworkWatch detail, string targetId)
    {
        var answers = detail.Exchanges.Select(e => TargetAnswer.Read(e.Status, e.Body, targetId)).ToList();
        if (answers.Contains(TargetFate.Gone)) return Refuse("the post is gone, or not visible to this account");
        if (answers.Contains(TargetFate.RateLimited)) return Lost(SessionState.RateLimited, "X limits the rate of our requests");
        return NotReady(look.Reason ?? "the post did not appear");
    }

    private static Refused NotReady(string reason) => new(new Preparation.NotReady(reason));

    private static Refused Refuse(string reason) => new(new Preparation.TargetRefused(reason));

    private static Refused Lost(SessionState state, string? reason) => new(new Preparation.SessionLost(state, reason ?? ""));
}
