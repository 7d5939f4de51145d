using System.Text.Json;
using XBot.Chrome;
using XBot.Core.Posts;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.Bench.Sending;

/// <summary>One reply by the commands alone, one after the other: nothing is stored, asked, compared or recorded.</summary>
internal sealed class BareReply(ChromePage page, Uri site)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ReplyScripts _scripts = new(SelectorBook.Default);

    public async Task SendAsync(Post target, string text, CancellationToken ct)
    {
        // As we do: the answers with the target and with our reply are heard, their bodies fetched.
        using var details = page.Watch(url => url.Contains("/TweetDetail", StringComparison.Ordinal));
        using var answers = page.Watch(url => url.Contains("/CreateTweet", StringComparison.Ordinal));
        await page.NavigateAsync(new Uri(site, $"/{target.AuthorHandle}/status/{target.Id}"), Patience, ct);
        await page.CookiesAsync(site, ct);
        await PressAsync(await CallAsync(_scripts.Target, new ScriptArgument(target.Id, false, Patience.TotalMilliseconds), ct), ct);
        await PressAsync(await CallAsync(_scripts.Composer, new ScriptArgument(target.Id, false, Patience.TotalMilliseconds, text), ct), ct);
        await page.InsertTextAsync(text, ct);
        await CallAsync(_scripts.ReadBack, new ScriptArgument(target.Id, false, Patience.TotalMilliseconds, text), ct);
        await page.CookiesAsync(site, ct);
        var until = TimeProvider.System.GetUtcNow() + Patience;
        await PressAsync(await CallAsync(_scripts.Submit, new ScriptArgument(target.Id, false, 0, text, until.ToUnixTimeMilliseconds(), Patience.TotalMilliseconds), ct), ct);
        await CallAsync(_scripts.Guard, null, ct);
        await answers.WaitAsync(answer => answer is { Done: true, Status: 200, Body: not null }, Patience, ct);
    }

    private Task PressAsync(ScriptAnswer at, CancellationToken ct) =>
        at is { X: > 0, Y: > 0 } ? page.ClickAsync(at.X, at.Y, ct) : throw new InvalidOperationException($"there is nothing to press: {at}");

    private Task<ScriptAnswer> CallAsync(string script, ScriptArgument? argument, CancellationToken ct) =>
        page.CallAsync(script, argument is null ? null : JsonSerializer.SerializeToElement(argument, ReplyJson.Default.ScriptArgument), ReplyJson.Default.ScriptAnswer, Patience * 2, ct);
}
