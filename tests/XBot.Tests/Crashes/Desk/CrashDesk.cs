using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.Running;
using XBot.Chrome;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.CrashHost;
using XBot.Sandbox;
using XBot.Sql;
using XBot.Testing;
using XBot.Tests.X.Replying;

namespace XBot.Tests.Crashes.Desk;

/// <summary>
/// One profile with its Chromium, its store and a sandbox, on which one daemon after another is killed. Nothing is cleared between the cases:
/// every later one must leave what the earlier ones did as it is.
/// </summary>
internal sealed class CrashDesk : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Queue<Post> _targets;
    private readonly HttpClient _visitor;
    private readonly int _port = Ports.Free();
    private readonly string? _database;
    private int _texts;

    private CrashDesk(TempFolder folder, SandboxServer sandbox, IRunnerStore store, string? database, Queue<Post> targets)
    {
        (_folder, Sandbox, Store, _database, _targets) = (folder, sandbox, store, database, targets);
        _visitor = new HttpClient { BaseAddress = sandbox.Url };
        Freeze = new PostingFreeze(store, () => Account);
    }

    public SandboxServer Sandbox { get; }
    public IRunnerStore Store { get; }
    public PostingFreeze Freeze { get; }
    public int TargetsLeft => _targets.Count;
    public CrashPlan Plan => new(Profile, _port, Sandbox.Url, _database, _folder.File("mark.json"));

    private string Profile => _folder.File("profile");
    private AccountKey Account => new(new Site(Sandbox.Url).Origin, ReplyDesk.DemoAccount);

    /// <param name="database">A postgres:// URL of an empty database; null: SQLite.</param>
    public static async Task<CrashDesk> OpenAsync(string? database, CancellationToken ct)
    {
        var folder = new TempFolder();
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, ct);
        ProfileFolder.Prepare(folder.File("profile"));
        var store = await StoreOpener.OpenAsync(database, folder.File("profile"), CrashPlan.RunnerId, TimeProvider.System, NullLogger.Instance, ct);
        return new CrashDesk(folder, sandbox, store, database, new Queue<Post>(await HomePosts.ReadAsync(sandbox.Url, ct)));
    }

    /// <summary>A reply that a person approved, to a post that has none yet.</summary>
    public async Task<Reply> ApproveAsync(CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var text = $"Number {(++_texts).ToString(CultureInfo.InvariantCulture)}: well said, and worth a second look.";
        var draft = await Store.Replies.AddAsync(new NewReply(Account, _targets.Dequeue(), text, 1, "crash", now.AddHours(2), now), ct)
            ?? throw new InvalidOperationException("the target has a reply already");
        Assert.True(await Store.Replies.TryApplyAsync(ReplyLife.Approve(draft, "a person", now), ct));
        return draft;
    }

    public Task<IReadOnlyList<Reply>> RepliesAsync(CancellationToken ct) => Store.Replies.ListAsync(new ReplyQuery(Limit: 10_000), ct);

    public async Task<Reply> ReplyAsync(long id, CancellationToken ct) => await Store.Replies.FindAsync(id, ct) ?? throw new InvalidOperationException($"reply {id} is gone");

    public async Task<IReadOnlyList<StoredEvent>> SuccessesAsync(CancellationToken ct) =>
        await Store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess], Limit: 10_000), ct);

    public async Task DisarmAsync(CancellationToken ct)
    {
        using var answer = await _visitor.DeleteAsync(new Uri("/__sandbox/faults", UriKind.Relative), ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a person does after having looked: so that what is asked in one case counts in that one alone.</summary>
    public async Task SettleByHandAsync(Reply reply, CancellationToken ct) => Assert.True(await Store.Replies.TryApplyAsync(
        new ReplyTransition { ReplyId = reply.Id, From = ReplyState.NeedsHuman, To = ReplyState.Failed, At = TimeProvider.System.GetUtcNow(), Note = "a person looked: it is not there" }, ct));

    public static HostProcess Start(CrashPlan plan)
    {
        File.Delete(plan.Mark);
        return HostProcess.Start("XBot.CrashHost", "XBot.CrashHost", [plan.ToJson()]);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        // By its own Browser.close, then the pid in the profile's record.
        var options = new ChromeOptions { ProfileDir = Profile, Port = _port, Headless = true, LoopbackOnly = true };
        await using (var keeper = new ChromeKeeper(options, TimeProvider.System, NullLogger.Instance))
            await keeper.StopAsync(CancellationToken.None);
        await Store.DisposeAsync();
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
