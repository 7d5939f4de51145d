using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Core.Replies;
using XBot.CrashHost.Killing;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Crashes.Run;

/// <summary>One case on a desk: replies are approved, a daemon meets what the case says, a healthy one settles all, and ledger and store are compared.</summary>
internal sealed class CaseRun(CrashDesk desk, CrashCase one)
{
    public const int Replies = 2;

    private static readonly TimeSpan ToPoint = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ToSettle = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan UnderFault = TimeSpan.FromSeconds(6);

    private readonly List<string> _problems = [];
    private readonly List<long> _mine = [];
    private int _kills;
    private bool _proved;

    public async Task<CrashResult> RunAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Replies; i++)
            _mine.Add((await desk.ApproveAsync(ct)).Id);
        if (one.Before is { } before)
            await KillAtAsync(KillPoints.Of(before), occurrence: 1, withChrome: false, ct);
        await MeetAsync(ct);
        await SettleAsync(ct);
        if (one is { Fault.End: { } end, Point: null, Moment: null } && await desk.ReplyAsync(_mine[0], ct) is var struck && struck.State != end)
            _problems.Add($"{CrashVerdict.Tell(struck)} instead of {end.Name()}");

        var verdict = await CrashVerdict.OfAsync(desk, one, _mine, ct);
        foreach (var asked in (await desk.RepliesAsync(ct)).Where(reply => reply.State == ReplyState.NeedsHuman))
            await desk.SettleByHandAsync(asked, ct);
        return new CrashResult(
            one.Index, one.Name, one.Point?.Name ?? (one.Moment is null ? "" : "random"), _kills, _proved, verdict.Confirmed, verdict.NeedsHuman, verdict.HumanWithEntry, verdict.Failed, verdict.Twice, verdict.Lost,
            verdict.Disagreements, Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1), [.. _problems, .. verdict.Problems]);
    }

    private async Task MeetAsync(CancellationToken ct)
    {
        if (one.Fault is { } fault)
            await StrikeAsync(fault, ct);
        else if (one.Point is { } point)
            await KillAtAsync(point, one.Occurrence, one.WithChrome, ct);
        else if (one.Moment is { } moment)
            await KillAfterAsync(moment, ct);
        else
            await LetRunAsync(ct);
    }

    /// <summary>The daemon kills itself at the point, and the mark proves that it was there.</summary>
    private async Task KillAtAsync(KillPoint point, int occurrence, bool withChrome, CancellationToken ct)
    {
        var plan = desk.Plan with { Point = point.Name, Occurrence = occurrence, WithChrome = withChrome };
        await using var host = CrashDesk.Start(plan);
        if (!await host.EndsWithinAsync(ToPoint, ct))
        {
            _problems.Add($"{point.Name} was not reached");
            return;
        }

        _kills++;
        var mark = KillMark.Read(plan.Mark);
        _proved = host.ExitCode == HostProcess.Killed && mark == new KillMark(point.Name, host.Pid);
        if (!_proved)
            _problems.Add($"the host ended with {host.ExitCode} and the mark {mark}, not by a kill at {point.Name}: {host.Said}");
        else
            await ExpectLeftAsync(point, occurrence, ct);
    }

    /// <summary>The fault is armed while the daemon waits at the point, and may be followed by a kill further on.</summary>
    private async Task StrikeAsync(SandboxFault fault, CancellationToken ct)
    {
        var plan = desk.Plan with { Hold = fault.At, Point = one.Point?.Name, WithChrome = one.WithChrome, Failure = one.Failure };
        await using var host = CrashDesk.Start(plan);
        if (!await HeldAsync(host, plan.Mark, fault.At, ct))
        {
            _problems.Add($"{fault.At} was not reached: {host.Said}");
            return;
        }

        desk.Sandbox.Arm(fault.Name, fault.Times, fault.DelayMs);
        File.Delete(plan.Mark);
        if (one.Point is { } point)
        {
            // Under a fault the way may not lead there: then this is one more kill at some moment.
            _proved = await host.EndsWithinAsync(UnderFault, ct) && KillMark.Read(plan.Mark) == new KillMark(point.Name, host.Pid);
            if (host.HasExited && !_proved)
                _problems.Add($"the host ended with {host.ExitCode}, not by a kill at {point.Name}: {host.Said}");
            await host.KillAsync();
            _kills++;
        }
        else
        {
            // What strikes again and again settles the reply in the end; after a single stroke, some wait for a person.
            await UntilSettledAsync(host, fault.Times > 1 ? ToSettle : UnderFault, complain: false, ct);
        }

        await desk.DisarmAsync(ct);
    }

    private static async Task<bool> HeldAsync(HostProcess host, string mark, string point, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (KillMark.Read(mark)?.What != point)
        {
            if (host.HasExited || TimeProvider.System.GetElapsedTime(began) > ToPoint)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
        }

        return true;
    }

    /// <summary>On disk stands what the point's place on the way promises: nothing else tells the next run what may have happened.</summary>
    private async Task ExpectLeftAsync(KillPoint point, int occurrence, CancellationToken ct)
    {
        ReplyState? promised = point.Part switch
        {
            KillPart.Waiting => ReplyState.Approved,
            KillPart.Preparing => ReplyState.Sending,
            KillPart.Intending or KillPart.Sending => ReplyState.Clicking,
            KillPart.Sent => ReplyState.Confirmed,
            _ => null,
        };
        var left = await desk.ReplyAsync(_mine[occurrence - 1], ct);
        if (promised is { } state && left.State != state)
            _problems.Add($"a kill at {point.Name} left {CrashVerdict.Tell(left)} instead of {state.Name()}");
        if (point.Part < KillPart.Sending && desk.Sandbox.Ledger.Any(entry => entry.InReplyTo == left.TargetId))
            _problems.Add($"the ledger has a reply to {left.TargetId}, and the kill at {point.Name} came before the click");
    }

    private async Task KillAfterAsync(TimeSpan moment, CancellationToken ct)
    {
        await using var host = CrashDesk.Start(desk.Plan);
        await Task.Delay(moment, TimeProvider.System, ct);
        if (host.HasExited)
            _problems.Add($"the host ended by itself with {host.ExitCode}: {host.Said}");
        if (one.WithChrome && ChromeRecord.Read(new ChromeFolder(desk.Plan.Profile).RecordFile) is { } chrome)
            _ = Libc.Kill(chrome.Pid, Libc.SigKill);
        await host.KillAsync();
        _kills++;
    }

    /// <summary>Nothing is killed: the daemon itself has to live with what goes wrong.</summary>
    private async Task LetRunAsync(CancellationToken ct)
    {
        var plan = desk.Plan with { Failure = one.Failure };
        await using var host = CrashDesk.Start(plan);
        await UntilSettledAsync(host, ToSettle, complain: true, ct);
        if (one.Failure is { } failure && KillMark.Read(plan.Mark)?.What != failure.Write)
            _problems.Add($"the write {failure.Write} never came");
    }

    private async Task SettleAsync(CancellationToken ct)
    {
        if (one.Fault is null && await desk.Freeze.ReadAsync(ct) is { } frozen)
            _problems.Add($"posting is frozen: {frozen.Reason}");
        await desk.Freeze.LiftAsync("a person", TimeProvider.System.GetUtcNow(), ct);
        await using var host = CrashDesk.Start(desk.Plan);
        await UntilSettledAsync(host, ToSettle, complain: true, ct);
    }

    private async Task UntilSettledAsync(HostProcess host, TimeSpan patience, bool complain, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var open = (await desk.RepliesAsync(ct)).Where(reply => !CrashVerdict.IsSettled(reply)).ToList();
            if (open.Count == 0)
                return;
            if (host.HasExited || TimeProvider.System.GetElapsedTime(began) > patience)
            {
                if (complain)
                    _problems.Add($"not settled{(host.HasExited ? $" (the host ended with {host.ExitCode}: {host.Said})" : "")}: {string.Join(", ", open.Select(CrashVerdict.Tell))}; the last heartbeat: {await HeartbeatAsync(ct)}");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, ct);
        }
    }

    private async Task<string> HeartbeatAsync(CancellationToken ct) =>
        (await desk.Store.Events.LatestAsync(XBot.Core.Events.EventTypes.Heartbeat, ct))?.Data.ToJsonString() ?? "none";
}
