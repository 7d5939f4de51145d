using XBot.App.Running;
using XBot.Core.Replies;
using XBot.Testing;
using XBot.Testing.Stores;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Control;

/// <summary>The mark beside the store tells an older copy of it.</summary>
public sealed class ClickMarkTests : IAsyncDisposable
{
    private readonly TempFolder _profile = new();
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly ClickMark _mark;

    public ClickMarkTests() => _mark = new ClickMark(_profile.Path);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_click_that_the_store_holds_is_known_and_one_that_it_lacks_is_not()
    {
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
        var reply = await StoreFacts.ApprovedAsync(_store, 1);
        _mark.Note(reply with { ClickedAt = StoreFacts.Noon });
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
        _mark.Forget();
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
    }

    [Fact]
    public async Task A_refusal_stands_for_its_own_click_and_for_no_later_one()
    {
        var refused = await RefusedAsync(StoreFacts.Noon);
        _mark.Note(refused with { ClickedAt = refused.UpdatedAt });
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
        // Clicked again an hour later; the store is a copy from before that.
        _mark.Note(refused with { ClickedAt = refused.UpdatedAt.AddHours(1) });
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public async Task A_mark_that_cannot_be_read_is_not_known(string text)
    {
        await File.WriteAllTextAsync(_profile.File("last_click.json"), text, Ct);
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _profile.Dispose();
    }

    private async Task<Reply> RefusedAsync(DateTimeOffset at)
    {
        var reply = await StoreFacts.ApprovedAsync(_store, 1);
        var claimed = await _store.Replies.ClaimAsync(reply.Account, new Lease("runner-a/1", at.AddMinutes(5)), at, Ct);
        var lease = await _store.Fleet.TakeAsync(reply.Account, "profile", XBot.Core.Fleet.LeaseTerms.Default, Ct);
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.CommitClick(claimed!, lease.Token, at), Ct));
        var clicking = await _store.Replies.FindAsync(reply.Id, Ct);
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.Refuse(clicking!, 429, "too many", retry: true, at.AddSeconds(1)), Ct));
        return (await _store.Replies.FindAsync(reply.Id, Ct))!;
    }
}
