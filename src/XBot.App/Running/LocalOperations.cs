using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Pipeline;
using XBot.Core.Sessions;

namespace XBot.App.Running;

/// <summary>The operations, done here. Those that need the browser take turns with each other, and with the daemon's cycle.</summary>
public sealed class LocalOperations(RunnerHouse house) : IRunnerOperations
{
    public Task<ChromeStatus> StartChromeAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        house.Browser.IsHeld = false;
        return (await house.Keeper.EnsureAsync(ct)).Status;
    }, ct);

    public Task<bool> StopChromeAsync(CancellationToken ct) => InTurnAsync(() =>
    {
        house.Browser.IsHeld = true;
        return house.Keeper.StopAsync(ct);
    }, ct);

    public Task<ChromeStatus> ChromeStatusAsync(CancellationToken ct) => house.Keeper.StatusAsync(ct);

    public Task<SessionReport> CheckSessionAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        await NeedBrowserAsync(ct);
        return await house.Readers.Session.LoadAsync(ct);
    }, ct);

    public Task<PipelineReport> RunOnceAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        if (house.Stop.Exists)
            throw new CommandException(ExitCodes.PausedOrFrozen, $"paused: {house.Stop.Path} is there; 'xbot resume' removes it");
        if (await house.Freeze.ReadAsync(ct) is { } frozen)
            throw new CommandException(ExitCodes.PausedOrFrozen, $"posting is frozen: {frozen.Reason}; look at the account, then 'xbot resume --posting'");
        await NeedBrowserAsync(ct);
        var session = await OkSessionAsync(ct);
        var now = house.Time.GetUtcNow();
        await house.Store.Plans.EnsureAsync(DateOnly.FromDateTime(now.UtcDateTime), house.Settings.MaxRepliesPerDay, house.Settings.MaxRepliesPerHour, now, ct);
        return await house.Pipeline.RunAsync(session, ct);
    }, ct);

    public Task<ReadPostsReply> ReadPostsAsync(ReadPostsRequest request, CancellationToken ct) => InTurnAsync(async () =>
    {
        await NeedBrowserAsync(ct);
        return await new PostReading(house.Settings, house.Readers.Session, house.Readers.Posts, house.Judge, house.Store).ReadAsync(request, ct);
    }, ct);

    public Task<bool> ResumePostingAsync(string by, CancellationToken ct) => house.Freeze.LiftAsync(by, house.Time.GetUtcNow(), ct);

    private async Task<SessionReport> OkSessionAsync(CancellationToken ct)
    {
        var session = await house.Readers.Session.LookAsync(ct);
        if (session.State != SessionState.Ok)
            session = await house.Readers.Session.LoadAsync(ct);
        if (session.State != SessionState.Ok)
            throw new CommandException(ExitCodes.SessionNotValid, $"the session is {session.State.Name()}: {session.Reason}; 'xbot session' shows it, 'xbot login' signs in");
        if (await house.Guard.RefusalAsync(session, ct) is { } why)
            throw new CommandException(ExitCodes.SessionNotValid, why);
        return session;
    }

    private async Task NeedBrowserAsync(CancellationToken ct)
    {
        house.Browser.IsHeld = false;
        var report = await house.Browser.EnsureAsync(ct);
        if (!report.Ready)
            throw new BrowserLostException(report.Detail);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await house.Turn.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            house.Turn.Release();
        }
    }
}
