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
        Note(reply with { ClickedAt = StoreFacts.Noon });
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
        _mark.Forget();
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
    }

    [Fact]
    public async Task A_refusal_stands_for_its_own_click_and_for_no_later_one()
    {
        var refused = await RefusedAsync(StoreFacts.Noon);
        Note(refused with { ClickedAt = refused.UpdatedAt });
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
        // Clicked again an hour later; the store is a copy from before that.
        Note(refused with { ClickedAt = refused.UpdatedAt.AddHours(1) });
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
    }

    [Fact]
    public async Task An_earlier_click_of_the_same_reply_stands_for_no_later_one()
    {
        // Clicked at noon, refused, clicked again later; the store is a copy from between the first click and the refusal.
        var reply = await ClickedAsync(StoreFacts.Noon.AddTicks(7));
        Note(reply with { ClickedAt = StoreFacts.Noon.AddTicks(7) });
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
        Note(reply with { ClickedAt = StoreFacts.Noon.AddMinutes(15) });
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
    }

    [Fact]
    public async Task A_mark_that_is_only_ready_does_not_count_yet()
    {
        var reply = await StoreFacts.ApprovedAsync(_store, 1);
        _mark.Ready(reply with { ClickedAt = StoreFacts.Noon });
        Assert.True(await _mark.IsKnownAsync(_store, Ct));
        _mark.Note();
        Assert.False(await _mark.IsKnownAsync(_store, Ct));
        Assert.Throws<InvalidOperationException>(_mark.Note);
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

    private void Note(Reply reply)
    {
        _mark.Ready(reply);
        _mark.Note();
    }

    private async Task<Reply> RefusedAsync(DateTimeOffset at)
    {
        var clicking = await ClickedAsync(at);
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.Refuse(clicking, 429, "too many", retry: true, at.AddSeconds(1)), Ct));
        return (await _store.Replies.FindAsync(clicking.Id, Ct))!;
    }

    private async Task<Reply> ClickedAsync(DateTimeOffset at)
    {
        var reply = await StoreFacts.ApprovedAsync(_store, 1);
        var claimed = await _store.Replies.ClaimAsync(reply.Account, new Lease("runner-a/1", at.AddMinutes(5)), at, [], Ct);
        var lease = await _store.Fleet.TakeAsync(reply.Account, "profile", XBot.Core.Fleet.LeaseTerms.Default, Ct);
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.CommitClick(claimed!, lease.Token, at), Ct));
        return (await _store.Replies.FindAsync(reply.Id, Ct))!;
    }
}
