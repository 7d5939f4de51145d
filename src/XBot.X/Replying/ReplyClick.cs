using XBot.Chrome;
using XBot.Core.Posting;
using XBot.Core.Settings;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>
/// The click and its answer. Before it: one look at everything, and a guard inside the page that lets one click through until the permit's
/// deadline. After it nothing is "failed": what is neither proof nor X's own refusal stays uncertain.
/// </summary>
internal sealed class ReplyClick(ReplyPage page, Site site, ReplyComposerOptions options, TimeProvider time)
{
    public async Task<SendOutcome> SendAsync(Draft draft, string accountId, ClickPermit permit, CancellationToken ct)
    {
        using var requests = page.Chrome.Watch(url => GraphQl.Calls(url, page.Book[SelectorNames.CreatePost]));
        var button = await LookAsync(draft, accountId, permit, ct);
        if (button.Kind != "ready") return new SendOutcome.Uncertain($"nothing was clicked: {button.Reason}");

        // A press that has begun is not called off half way; the guard bounds it.
        await page.Chrome.ClickAsync(button.X, button.Y, CancellationToken.None);
        return await OutcomeAsync(draft, requests, ct);
    }

    private async Task<ScriptAnswer> LookAsync(Draft draft, string accountId, ClickPermit permit, CancellationToken ct)
    {
        var cookies = page.Chrome.CookiesAsync(site.At("/"), ct);
        var remaining = permit.Until - time.GetUtcNow();
        var button = await page.CallAsync(page.Scripts.Submit, new ScriptArgument(draft.TargetId, draft.Inline, 0, draft.Text, permit.Until.ToUnixTimeMilliseconds(), remaining.TotalMilliseconds), ct);
        return AccountCookie.AccountIdOf((await cookies).FirstOrDefault(c => c.Name == AccountCookie.Name)?.Value) switch
        {
            null => new ScriptAnswer("no", "the session is gone"),
            var account when account != accountId => new ScriptAnswer("no", $"the session is of account {account}, the reply is of account {accountId}"),
            _ => button,
        };
    }

    private async Task<SendOutcome> OutcomeAsync(Draft draft, NetworkWatch requests, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var answer = requests.WaitAsync(e => e.Done && IsOurs(e, draft), options.Answer, stop.Token);
        // A click that the guard swallowed gets no answer: it need not be waited for.
        var guard = page.CallAsync(page.Scripts.Guard, null, stop.Token);
        if (await Task.WhenAny(answer, guard) == guard && guard is { IsCompletedSuccessfully: true, Result: { Kind: "late" or "missed" } swallowed })
        {
            await stop.CancelAsync();
            return new SendOutcome.Uncertain($"nothing was sent: {swallowed.Reason}");
        }

        try
        {
            var ours = await answer;
            var outcome = CreateTweetAnswer.Read(ours.Status, ours.Body, ours.Failure, draft.TargetId);
            return outcome is SendOutcome.Refused ? await RepeatedAsync(draft, requests, ours, ct) ?? outcome : outcome;
        }
        catch (TimeoutException)
        {
            return new SendOutcome.Uncertain($"{Silence(draft, requests)} within {options.Answer.TotalSeconds:0.#} s of the click");
        }
    }

    /// <summary>X's page may ask once more by itself, with a fresh token, after it was refused: then that answer counts. Null when it does not.</summary>
    private async Task<SendOutcome?> RepeatedAsync(Draft draft, NetworkWatch requests, NetworkExchange first, CancellationToken ct)
    {
        bool IsAnother(NetworkExchange exchange) => exchange.RequestId != first.RequestId && IsOurs(exchange, draft);
        try
        {
            await requests.WaitAsync(IsAnother, options.Repeat, ct);
        }
        catch (TimeoutException)
        {
            return null;
        }

        try
        {
            var again = await requests.WaitAsync(e => IsAnother(e) && e.Done, options.Answer, ct);
            return CreateTweetAnswer.Read(again.Status, again.Body, again.Failure, draft.TargetId);
        }
        catch (TimeoutException)
        {
            return new SendOutcome.Uncertain("our request was refused and sent once more by the page, without an answer");
        }
    }

    private static string Silence(Draft draft, NetworkWatch requests) =>
        requests.Exchanges.Any(e => IsOurs(e, draft)) ? "our request was not answered"
        : requests.Exchanges.Count > 0 ? "a request went out that does not hold this reply, and no other"
        : "no request was seen";

    private static bool IsOurs(NetworkExchange exchange, Draft draft) => CreateTweetRequest.IsOurs(exchange.RequestBody, draft.TargetId, draft.Text);
}
