using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Posting;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>
/// The session is ours and OK, or nothing is posted. Signs that only a person can clear freeze posting; a page that stays unknown does so after
/// three fresh loads over 15 minutes.
/// </summary>
public sealed class SessionStep(
    ISessionCheck check, AccountGuard account, PostingFreeze freeze, IRunnerStore store, Site site, IStageWatch stages, TimeProvider time)
{
    private const int UnknownLoads = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromMinutes(15);

    private SessionState? _last;
    private Moment? _lastLoad;
    private (long Since, int Loads)? _unknown;

    /// <returns>The report when the session is OK and the account's is the bound one, else null.</returns>
    public async Task<SessionReport?> RunAsync(CycleStatus status, CancellationToken ct)
    {
        stages.Enter("session", Deadline);
        var report = await LookAsync(ct);
        status.Session = report.State.Name();
        status.SessionReason = report.Reason;
        status.Handle = report.Handle;
        status.AccountId = report.AccountId;
        await NoteChangeAsync(report, ct);
        await FreezeWhereAPersonMustLookAsync(report, ct);

        if (report.State != SessionState.Ok)
        {
            status.Fail(RunnerStatus.SessionInvalid, $"{report.State.Name()}: {report.Reason}");
            return null;
        }

        if (await account.RefusalAsync(report, ct) is not { } why)
            return report;
        status.Fail(RunnerStatus.SessionInvalid, why);
        return null;
    }

    // The open page is looked at; a page that is not OK is loaded afresh now and then, seldom where a person may be typing into it.
    private async Task<SessionReport> LookAsync(CancellationToken ct)
    {
        var report = await check.LookAsync(ct);
        if (report.State == SessionState.Ok || (_lastLoad is { } last && last.Ago(time) < site.ReloadInterval(report.State)))
            return report;
        var now = Moment.Now(time);
        _lastLoad = now;
        report = await check.LoadAsync(ct);
        _unknown = report.State == SessionState.Unknown ? (_unknown?.Since ?? now.Stamp, (_unknown?.Loads ?? 0) + 1) : null;
        return report;
    }

    private async Task NoteChangeAsync(SessionReport report, CancellationToken ct)
    {
        if (_last == report.State)
            return;
        if (report.State == SessionState.Ok)
            _unknown = null;
        var severity = report.State == SessionState.Ok ? EventSeverity.Info : EventSeverity.Warning;
        await store.Events.AppendAsync(new RunnerEvent(EventTypes.SessionChanged, severity, new JsonObject
        {
            ["from"] = _last?.Name(),
            ["to"] = report.State.Name(),
            ["reason"] = report.Reason,
            ["url"] = report.Url,
            ["screenshot"] = report.Artifacts?.Screenshot,
        }, time.GetUtcNow()), ct);
        // Known only now that it is written: a store that was away is told next time.
        _last = report.State;
    }

    private async Task FreezeWhereAPersonMustLookAsync(SessionReport report, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (PostingFreeze.NeedsPerson(report.State))
            await freeze.FreezeAsync($"the site shows {report.State.Name()}: {report.Reason}", now, ct);
        else if (_unknown is { } unknown && unknown.Loads >= UnknownLoads && time.GetElapsedTime(unknown.Since) >= UnknownFor)
            await freeze.FreezeAsync($"the page stayed unknown over {unknown.Loads} fresh loads: {report.Reason}", now, ct, FreezeScope.Runner);
    }
}
