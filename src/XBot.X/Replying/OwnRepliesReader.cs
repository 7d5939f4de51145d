using XBot.Chrome;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>
/// Reads our own profile's replies, from the answers that the page itself receives, back to a given time or to the end. What was not read to there
/// counts as not read at all. Loads and scrolls; clicks nothing.
/// </summary>
public sealed class OwnRepliesReader(SitePage page, SelectorBook book, Site site, ReplyWitnessOptions options) : IOwnReplies
{
    // A scroll that brings nothing waits as long as the options say: all of them together stay below what a run may take.
    private const int MostScrolls = 200;
    private const int IdleScrolls = 30;

    // Somewhere over the timeline, in every window that it fits into. An answer's twenty posts fill some ten windows, and only the answers are read.
    private const double Over = 300, Step = 6000;

    public Task<OwnReplies> ReadAsync(AccountKey account, string? handle, DateTimeOffset since, CancellationToken ct) => page.UseAsync(async chrome =>
    {
        if (handle is null)
            return Trouble("the page does not show our own handle");
        using var answers = chrome.Watch(url => GraphQl.Calls(url, book[SelectorNames.UserPostsAndReplies]));
        var loaded = await chrome.NavigateAsync(site.At($"/{handle}/with_replies"), options.Load, ct);
        if (loaded.Error is not null || loaded.Status >= 400)
            return Trouble(loaded.Error ?? $"HTTP {loaded.Status}");
        var cookies = await chrome.CookiesAsync(site.At("/"), ct);
        if (AccountCookie.AccountIdOf(cookies.FirstOrDefault(cookie => cookie.Name == AccountCookie.Name)?.Value) is var now && now != account.AccountId)
            return Trouble(now is null ? "the session is gone" : $"the session is of account {now}");
        return await ToTheEndAsync(chrome, answers, account, since, ct);
    });

    private async Task<OwnReplies> ToTheEndAsync(ChromePage chrome, NetworkWatch answers, AccountKey account, DateTimeOffset since, CancellationToken ct)
    {
        var replies = new Dictionary<string, SeenReply>(StringComparer.Ordinal);
        var read = 0;
        for (var (scrolls, idle) = (0, 0); scrolls < MostScrolls && idle < IdleScrolls; scrolls++, idle++)
        {
            if (await NextAsync(answers, read, read == 0 ? options.Load : options.Settle, ct) is { } answer)
            {
                if (answer.Status != 200 || OwnRepliesPage.Read(answer.Body, account.AccountId) is not { } found)
                    return Trouble(answer.Failure ?? $"an answer of HTTP {answer.Status} could not be read");
                foreach (var reply in found.Replies)
                    replies[reply.TweetId] = reply;
                // The newest stand first: where all of ours are too old, those below are older still.
                if (found.Posts == 0 || found.Newest < since)
                    return new OwnReplies.Read([.. replies.Values]);
                (read, idle) = (read + 1, 0);
            }
            else if (read == 0)
            {
                return Trouble("its posts were not heard");
            }

            await chrome.ScrollAsync(Over, Over, Step, ct);
        }

        return Trouble($"its end did not come after {read} answers");
    }

    /// <summary>The answer after the first <paramref name="read"/> ones, in the order of their requests; null when it does not come.</summary>
    private static async Task<NetworkExchange?> NextAsync(NetworkWatch answers, int read, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            await answers.WaitAsync(_ => answers.Exchanges is { } all && all.Count > read && all[read].Done, patience, ct);
            return answers.Exchanges[read];
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static OwnReplies.CouldNotRead Trouble(string why) => new($"our profile's replies could not be read: {why}");
}
