using XBot.Core.Browsers;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.CrashHost.Killing;

namespace XBot.CrashHost.Watching;

/// <summary>The composer with a point before and after each of its parts.</summary>
internal sealed class WatchedComposer(IReplyComposer inner, KillSwitch death, Scene scene) : IReplyComposer
{
    public async Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct)
    {
        death.Reach("prepare-begins");
        scene.IsPreparing = true;
        try
        {
            return await inner.PrepareAsync(reply, ct);
        }
        finally
        {
            scene.IsPreparing = false;
            death.Reach("prepared");
        }
    }

    public async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct)
    {
        death.Reach("submit-begins");
        scene.IsSubmitting = true;
        try
        {
            return await inner.SubmitAsync(reply, permit, ct);
        }
        finally
        {
            scene.IsSubmitting = false;
            death.Reach("outcome-known");
        }
    }

    public Task AbandonAsync(CancellationToken ct) => inner.AbandonAsync(ct);
}

internal sealed class WatchedWitness(IReplyWitness inner, KillSwitch death) : IReplyWitness
{
    public async Task<Sighting> LookAsync(Reply reply, CancellationToken ct)
    {
        death.Reach("witness-begins");
        var sighting = await inner.LookAsync(reply, ct);
        death.Reach("witness-done");
        return sighting;
    }
}

internal sealed class WatchedBrowser(IBrowserCheck inner, KillSwitch death) : IBrowserCheck
{
    public event Action<string> Lost
    {
        add => inner.Lost += value;
        remove => inner.Lost -= value;
    }

    public bool IsUp => inner.IsUp;

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => inner.RecycleAsync(ct);

    public Task<BrowserReport> EnsureAsync(CancellationToken ct) => inner.EnsureAsync(ct);

    public async Task RenewPageAsync(CancellationToken ct)
    {
        await inner.RenewPageAsync(ct);
        death.Reach("page-renewed");
    }
}
