using XBot.Core.Drift;
using XBot.X.Sessions;

namespace XBot.X.Reading;

/// <summary>
/// Where page and network contradict each other, or selectors stopped matching. Compared are id, author, permalink and own account;
/// text, figures and cuts differ by design (translation, links, live numbers) and count only where the page shows none of them at all.
/// </summary>
internal static class DriftSigns
{
    // Below that a page may be odd by accident.
    private const int Few = 3;

    /// <param name="session">Of the same page; it is OK.</param>
    /// <param name="linked">Ids that the page links to, where it shows no post that can be read.</param>
    /// <param name="fresh">The answers are those of the posts on the page: an open page also polls for newer ones, which it does not show.</param>
    public static IReadOnlyList<DriftSign> In(MergedPosts merged, SessionReading session, IReadOnlyCollection<string> linked, bool fresh)
    {
        var signs = new List<DriftSign>();
        void Look(bool off, string name, string detail, bool posting = true)
        {
            if (off)
                signs.Add(new DriftSign(name, detail, posting));
        }

        var told = merged.Told.Where(post => !post.IsPromoted).ToArray();
        Look(merged.Disagreements.Count > 0, "author", $"page and network disagree on {string.Join(", ", merged.Disagreements.Take(Few))}");
        Look(merged.Torn.Count > 0, "permalink", $"the links of {string.Join(", ", merged.Torn.Take(Few))} name another author than the posts do");
        Look(fresh && merged.Shown >= Few && told.Length >= Few && merged.Pairs.Count == 0, "id", $"none of {merged.Shown} posts on the page is among the {told.Length} that the network told");
        if (session.AccountId is { } account && session.Marks.OwnHandle is { } own && merged.Handles.TryGetValue(account, out var handle))
            Look(!own.Equals(handle, StringComparison.OrdinalIgnoreCase), "own_account", $"the page shows our account as @{own}, the network as @{handle}");

        var hidden = told.Count(post => linked.Contains(post.Id));
        Look(merged.Articles == 0 && hidden > 0, "post", $"the page links to {hidden} posts that the network told, and shows none that can be read (selector post)");
        Look(merged.Articles >= Few && merged.Unreadable * 2 > merged.Articles, "userName, time", $"{merged.Unreadable} of {merged.Articles} posts show no id, author or time (selectors userName, time)");
        Look(merged.Shown >= Few && merged.Answerable == 0, "replyButton", $"none of {merged.Shown} posts shows a reply button (selector replyButton)");
        var worded = merged.Pairs.Where(pair => pair.Told.Text.Length > 0).ToArray();
        Look(worded.Length >= Few && worded.All(pair => pair.Shown.Text.Length == 0), "text", $"none of {worded.Length} posts shows its text (selector text)");
        var counted = merged.Pairs.Where(pair => pair.Told.Likes > 0 || pair.Told.Replies > 0).ToArray();
        Look(counted.Length >= Few && counted.All(pair => pair.Shown is { Likes: null, Replies: null, Reposts: null }), "actions", $"none of {counted.Length} posts shows its figures (selector actions)", posting: false);
        return signs;
    }
}
