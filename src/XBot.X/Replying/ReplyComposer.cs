using XBot.Chrome;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Replying;

/// <summary>
/// The hands on X: everything up to the click, then one click and the answer to it. Never a second click, never a retry.
/// One reply at a time; not for use from two threads.
/// </summary>
public sealed class ReplyComposer(SitePage page, SelectorBook book, SessionReader session, Site site, ReplyComposerOptions options, TimeProvider time) : IReplyComposer
{
    private readonly ReplyScripts _scripts = new(book);
    private Draft? _prepared;

    public Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct)
    {
        _prepared = null;
        return page.UseAsync<Preparation>(async chrome =>
        {
            var open = Open(chrome);
            var target = await new TargetPage(open, session, site, options).OpenAsync(reply, ct);
            if (target is not TargetPage.Found found) return ((TargetPage.Refused)target).Outcome;

            var draft = new Draft(reply.Id, reply.TargetId, ReplyText.AsShown(reply.Text), found.Inline);
            if (await new ReplyBox(open, options).FillAsync(draft, found, ct) is { } trouble) return trouble;
            _prepared = draft;
            return new Preparation.Ready(found.AccountId, found.Text);
        });
    }

    public Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct)
    {
        var draft = _prepared;
        _prepared = null;
        if (permit.ReplyId != reply.Id) return NotClicked("the permit is for another reply");
        if (!permit.TryUse()) return NotClicked("the permit was used before");
        if (draft is null || draft.ReplyId != reply.Id || draft.TargetId != reply.TargetId || draft.Text != ReplyText.AsShown(reply.Text))
        {
            return NotClicked("this reply is not what stands in the composer");
        }

        return page.UseAsync(chrome => new ReplyClick(Open(chrome), site, options, time).SendAsync(draft, reply.Account.AccountId, permit, ct));
    }

    public Task AbandonAsync(CancellationToken ct)
    {
        _prepared = null;
        return page.UseAsync(async chrome =>
        {
            if (await new Leftovers(Open(chrome)).CloseAsync(ct)) return;
            // Leaving takes any half-written text with it; nothing of it can be sent from another page.
            await chrome.NavigateAsync(site.At("/home"), options.Load, ct);
        });
    }

    private ReplyPage Open(ChromePage chrome) => new(chrome, book, _scripts, options.CallMargin);

    private static Task<SendOutcome> NotClicked(string reason) => Task.FromResult<SendOutcome>(new SendOutcome.Uncertain("nothing was clicked: " + reason));
}

/// <summary>What stands in the composer, ready to be sent.</summary>
/// <param name="Text">As the box shows it.</param>
/// <param name="Inline">In the composer under the post rather than in the modal.</param>
internal sealed record Draft(long ReplyId, string TargetId, string Text, bool Inline);
