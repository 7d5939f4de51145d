using XBot.Core.Replies;
using XBot.CrashHost.Killing;

namespace XBot.CrashHost.Watching;

/// <summary>The replies with a point before and after each step that moves one.</summary>
internal sealed class WatchedReplies(IReplyStore inner, KillSwitch death, Scene scene, CurrentWrite current) : IReplyStore
{
    public Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => inner.AddAsync(draft, ct);

    public Task<Reply?> FindAsync(long id, CancellationToken ct) => inner.FindAsync(id, ct);

    public async Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct)
    {
        var found = await inner.ListAsync(query, ct);
        if (found.Count > 0 && query.States is { } states && states.Contains(ReplyState.Clicking))
            death.Reach("leftovers-found");
        return found;
    }

    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) => inner.CountAsync(account, ct);

    public async Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct)
    {
        // Most claims find nothing: those are no boundary of sending.
        if ((await inner.ListAsync(new ReplyQuery([ReplyState.Approved], account, 1), ct)).Count == 0)
            return await inner.ClaimAsync(account, lease, now, passOver, ct);
        scene.WasSubmitted = false;
        return await WriteAsync(StoreWrites.Claim, () => inner.ClaimAsync(account, lease, now, passOver, ct));
    }

    public Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) =>
        WriteAsync(StoreWrites.Of(transition, scene.WasSubmitted), () => inner.TryApplyAsync(transition, ct));

    public Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) => inner.SentSinceAsync(account, since, ct);

    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) =>
        inner.KnownTargetsAsync(account, targetIds, ct);

    private async Task<T> WriteAsync<T>(string name, Func<Task<T>> write)
    {
        death.Reach(name + "-begins");
        using (current.Of(name))
        {
            var result = await death.WriteAsync(name, write);
            death.Reach(name + "-done");
            return result;
        }
    }
}

/// <summary>Which write is under way, for the hooks inside SQLite: writes of one process come one after the other.</summary>
internal sealed class CurrentWrite : IDisposable
{
    private volatile string? _name;

    public string? Name => _name;

    public IDisposable Of(string name)
    {
        _name = name;
        return this;
    }

    public void Dispose() => _name = null;
}
