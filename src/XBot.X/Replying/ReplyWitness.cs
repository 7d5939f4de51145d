using System.Text.Json;
using XBot.Chrome;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>
/// Looks for a reply in the target's conversation and on our own profile: in the responses that the page itself receives, and in what it shows.
/// Loads, scrolls and reads; clicks nothing.
/// </summary>
public sealed class ReplyWitness(SitePage page, SelectorBook book, Site site, ReplyWitnessOptions options) : IReplyWitness
{
    private readonly ReplyScripts _scripts = new(book);

    // As it was shown last.
    private (string AccountId, string Handle)? _handle;

    public Task<Sighting> LookAsync(Reply reply, CancellationToken ct) => page.UseAsync<Sighting>(async chrome =>
    {
        var conversation = await LookAsync(chrome, new Place($"/{reply.TargetAuthor}/status/{reply.TargetId}", book[SelectorNames.PostDetail], OnProfile: false), reply, ct);
        if (conversation.TweetId is { } inConversation) return new Sighting.Seen(inConversation, "seen_in_conversation");
        // A page that could not be read does not show our handle; our replies are where they were when another one showed it.
        if (conversation.Handle is { } shown) _handle = (reply.Account.AccountId, shown);
        if ((_handle?.AccountId == reply.Account.AccountId ? _handle?.Handle : null) is not { } handle) return new Sighting.CouldNotLook(conversation.Trouble ?? "the page does not show our own handle");

        var profile = await LookAsync(chrome, new Place($"/{handle}/with_replies", book[SelectorNames.UserPostsAndReplies], OnProfile: true), reply, ct);
        if (profile.TweetId is { } onProfile) return new Sighting.Seen(onProfile, "seen_on_profile");
        return (conversation.Trouble ?? profile.Trouble) is { } trouble
            ? new Sighting.CouldNotLook(trouble)
            : new Sighting.NotSeen($"neither among {conversation.Posts} posts of the conversation nor among {profile.Posts} of @{handle}'s replies");
    });

    private sealed record Place(string Path, string Operation, bool OnProfile);

    /// <param name="Trouble">Why the place could not be read; null when it was.</param>
    private sealed record Finding(string? TweetId, string? Handle, int Posts, string? Trouble);

    private async Task<Finding> LookAsync(ChromePage chrome, Place place, Reply reply, CancellationToken ct)
    {
        using var responses = chrome.Watch(url => GraphQl.Calls(url, place.Operation));
        var loaded = await chrome.NavigateAsync(site.At(place.Path), options.Load, ct);
        if (loaded.Error is not null || loaded.Status >= 400) return Unreadable(place, loaded.Error ?? $"HTTP {loaded.Status}");
        var cookies = await chrome.CookiesAsync(site.At("/"), ct);
        if (AccountCookie.AccountIdOf(cookies.FirstOrDefault(c => c.Name == AccountCookie.Name)?.Value) is var account && account != reply.Account.AccountId)
        {
            return Unreadable(place, account is null ? "the session is gone" : $"the session is of account {account}");
        }

        var heard = await HearAsync(responses, ct);
        if (heard is { Status: not 200 }) return Unreadable(place, $"X answered {place.Operation} with {heard.Failure ?? $"HTTP {heard.Status}"}");

        var view = await SeeAsync(chrome, null, ct);
        var own = new OwnReply(reply.Account.AccountId, view.Handle, reply.TargetId, reply.Text);
        var seen = new HashSet<string>();
        for (var scrolls = 0; ; scrolls++)
        {
            seen.UnionWith(view.Posts.Select(p => p.Id));
            var id = Find(own, responses) ?? (place.OnProfile ? own.FindOnProfile(view.Posts) : own.FindInConversation(view.Posts));
            if (id is not null) return new Finding(id, view.Handle, seen.Count, null);
            if (view.Kind is not "read" || scrolls == options.Scrolls || (place.OnProfile && IsBefore(view, reply))) break;
            await chrome.ScrollAsync(view.X, view.Y, view.Y * 3, ct);
            view = await SeeAsync(chrome, view.Ids, ct);
        }

        var readable = place.OnProfile ? heard?.Body is not null || seen.Count > 0 : seen.Contains(reply.TargetId);
        return view.Kind != "login" && readable
            ? new Finding(null, view.Handle, seen.Count, null)
            : Unreadable(place, view.Kind switch { "login" => $"the page went to {view.Path}", "error" => "it shows an error", _ => "it does not show its posts" }) with { Handle = view.Handle };
    }

    /// <summary>Waits for the first response, with which the posts come. Null when none was heard: then only what the page shows tells.</summary>
    private async Task<NetworkExchange?> HearAsync(NetworkWatch responses, CancellationToken ct)
    {
        try
        {
            return await responses.WaitAsync(e => e.Done, options.Load, ct);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string? Find(OwnReply own, NetworkWatch responses)
    {
        foreach (var response in responses.Exchanges)
        {
            using var document = response.Status == 200 ? GraphQl.Parse(response.Body) : null;
            if (document is not null && own.FindIn(document.RootElement) is { } id) return id;
        }

        return null;
    }

    private async Task<WitnessView> SeeAsync(ChromePage chrome, string? before, CancellationToken ct)
    {
        var argument = JsonSerializer.SerializeToElement(new ScriptArgument("", false, options.Settle.TotalMilliseconds, before), ReplyJson.Default.ScriptArgument);
        try
        {
            return await chrome.CallAsync(_scripts.Witness, argument, ReplyJson.Default.WitnessView, options.Settle + options.CallMargin, ct);
        }
        catch (ChromeScriptException)
        {
            // The document went away under the look.
            return new WitnessView("timeout", "", null, 0, 0, []);
        }
    }

    /// <summary>Our newest replies stand first: below one that is older than the target none can answer it.</summary>
    private static bool IsBefore(WitnessView view, Reply reply) =>
        view.Posts.LastOrDefault(p => p.Handle == view.Handle) is { } oldest && Snowflake.TimeOf(oldest.Id) < Snowflake.TimeOf(reply.TargetId);

    private static Finding Unreadable(Place place, string why) => new(null, null, 0, $"{place.Path} could not be read: {why}");
}
