using XBot.Core.Browsers;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Reconciling;

/// <summary>A page in which a dead run may have left a reply half sent goes before anybody looks at it.</summary>
public sealed class CleanStartTests : IBrowserCheck, IAsyncDisposable
{
    private static readonly AccountKey Account = new("https://x.com", "42");
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly List<string> _done = [];
    private bool _dies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public bool IsUp => true;

    [Theory]
    [InlineData(ReplyState.Sending, true)]
    [InlineData(ReplyState.Clicking, true)]
    [InlineData(ReplyState.Approved, false)]
    public async Task Only_what_was_on_its_way_has_its_page_replaced_and_only_once_a_life(ReplyState left, bool renews)
    {
        await LeaveAsync(left);
        var browser = new CleanStartBrowser(this, _store.Replies, () => Account);
        Assert.True((await browser.EnsureAsync(Ct)).Ready);
        Assert.True((await browser.EnsureAsync(Ct)).Ready);
        Assert.Equal(renews ? ["ensure", "renew", "ensure"] : ["ensure", "ensure"], _done);
    }

    [Fact]
    public async Task Another_accounts_replies_and_a_profile_without_an_account_change_nothing()
    {
        await LeaveAsync(ReplyState.Clicking);
        await new CleanStartBrowser(this, _store.Replies, () => Account with { AccountId = "43" }).EnsureAsync(Ct);
        await new CleanStartBrowser(this, _store.Replies, () => null).EnsureAsync(Ct);
        Assert.Equal(["ensure", "ensure"], _done);
    }

    [Fact]
    public async Task Until_the_page_was_replaced_the_browser_is_not_ready()
    {
        await LeaveAsync(ReplyState.Sending);
        var browser = new CleanStartBrowser(this, _store.Replies, () => Account);
        _dies = true;
        Assert.False((await browser.EnsureAsync(Ct)).Ready);
        _store.Fault = new StoreUnavailableException("away");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => browser.EnsureAsync(Ct));
        (_dies, _store.Fault) = (false, null);
        Assert.True((await browser.EnsureAsync(Ct)).Ready);
        Assert.Equal(["ensure", "renew", "ensure", "ensure", "renew"], _done);
    }

    event Action<string> IBrowserCheck.Lost
    {
        add { }
        remove { }
    }

    public Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        _done.Add("ensure");
        return Task.FromResult(new BrowserReport(true, "there"));
    }

    Task IBrowserCheck.RenewPageAsync(CancellationToken ct)
    {
        _done.Add("renew");
        return _dies ? Task.FromException(new BrowserLostException("gone")) : Task.CompletedTask;
    }

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => Task.FromResult<RecycledBrowser?>(null);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task LeaveAsync(ReplyState state)
    {
        var post = new Post { Id = "2018700000000000001", AuthorHandle = "ann", AuthorName = "Ann", PostedAt = Noon, Text = "post", Permalink = "https://x.com/ann/status/2018700000000000001" };
        await _store.Replies.AddAsync(new NewReply(Account, post, "reply", 1, "", Noon.AddHours(2), Noon, "ann"), Ct);
        if (state == ReplyState.Approved)
            return;
        var claimed = await _store.Replies.ClaimAsync(Account, new Lease("runner-a/1", Noon.AddMinutes(5)), Noon, [], Ct);
        if (state == ReplyState.Clicking)
        {
            var lease = await _store.Fleet.TakeAsync(Account, "profile", XBot.Core.Fleet.LeaseTerms.Default, Ct);
            Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.CommitClick(claimed!, lease.Token, Noon), Ct));
        }
    }
}
