using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Daemon;
using XBot.Core.Pipeline;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;

namespace XBot.App.Running;

/// <summary>The operations, done here. Those that need the browser take turns with each other, and with the daemon's cycle.</summary>
public sealed class LocalOperations(RunnerHouse house) : IRunnerOperations
{
    public Task<ChromeStatus> StartChromeAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        house.Browser.Claim();
        house.Restarts.Forgive();
        return (await house.Keeper.EnsureAsync(ct)).Status;
    }, ct);

    public Task<bool> StopChromeAsync(CancellationToken ct) => InTurnAsync(() =>
    {
        house.Browser.Claim();
        house.Browser.IsHeld = true;
        return house.Keeper.StopAsync(ct);
    }, ct);

    public Task<IAsyncDisposable> LendBrowserAsync(CancellationToken ct) => InTurnAsync<IAsyncDisposable>(async () =>
    {
        house.Browser.Claim();
        house.Browser.IsLent = true;
        try
        {
            await house.Keeper.StopAsync(ct);
            return new Loan(house.Browser);
        }
        catch
        {
            house.Browser.IsLent = false;
            throw;
        }
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
        // A run is what reads our recent replies, after which posting goes on.
        if (await house.Freeze.ReadAsync(ct) is { } frozen && await new StoreGap(house.Store.Facts).ReadAsync(ct) is null)
            throw new CommandException(ExitCodes.PausedOrFrozen, $"posting is frozen: {frozen.Reason}; look at the account, then 'xbot resume --posting'");
        await NeedBrowserAsync(ct);
        var session = await OkSessionAsync(ct);
        var account = new AccountKey(house.Settings.Site.Origin, session.AccountId!);
        if (await house.Ownership.AskAsync(account, ct) is { } owner)
            throw new CommandException(ExitCodes.AlreadyHeld, $"the account {account.AccountId} belongs to runner {owner.RunnerId}: stop that one first, or wait until it is silent; 'xbot status --fleet' shows it");
        var now = house.Time.GetUtcNow();
        await house.Store.Plans.EnsureAsync(DateOnly.FromDateTime(now.UtcDateTime), house.Settings.MaxRepliesPerDay, house.Settings.MaxRepliesPerHour, now, ct);
        return await RunUnlessPausedAsync(session, ct);
    }, ct);

    // STOP ends a run in its middle here too, within a second.
    private async Task<PipelineReport> RunUnlessPausedAsync(SessionReport session, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var wake = new WakeSignal(house.Time);
        using var pause = new PauseWatch(house.Stop, wake, house.Time);
        var watching = pause.RunAsync(ended.Token);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, pause.Paused);
        try
        {
            return await house.Pipeline.RunAsync(session, _ => { }, either.Token);
        }
        catch (OperationCanceledException) when (pause.Paused.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new CommandException(ExitCodes.PausedOrFrozen, $"paused in the middle of the run: {house.Stop.Path} is there; 'xbot resume' removes it");
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

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
        house.Browser.Claim();
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

    private sealed class Loan(HeldBrowser browser) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            browser.IsLent = false;
            return ValueTask.CompletedTask;
        }
    }
}
