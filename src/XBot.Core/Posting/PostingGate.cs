using XBot.Core.Fleet;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Rules;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// The one gate in front of the click. It owns the rules' acknowledgement, mode, pause, freeze, rests, caps, cooldowns, opt-outs, freshness, approval, account, the target's text and the text checks,
/// and alone makes a <see cref="ClickPermit"/>: there is no second way to the click.
/// </summary>
public sealed class PostingGate(RunnerSettings settings, IRunnerStore store, IPauseSwitch pause, PostingFreeze freeze, AccountOwnership ownership, TimeProvider time)
{
    private readonly StoreGap _gap = new(store.Facts);
    private readonly RulesConsent _rules = new(store.Facts);

    private PermitLedger? _permits;

    /// <summary>Names the machine's run since its start. Default null, unknown: after a restart of ours only the store's ledger, by the wall clock, is left.</summary>
    public string? Boot { get; init; }

    private PermitLedger Permits => _permits ??= new PermitLedger(store.Facts, Boot, time);

    /// <summary>May anything go out at all now? Asked before work on a reply begins.</summary>
    public async Task<GateVerdict> AskAsync(AccountKey account, CancellationToken ct)
    {
        if (await StandingProblemAsync(account, ct) is { } standing)
            return new GateVerdict.NotNow(standing);
        var sent = await store.Replies.SentSinceAsync(account, time.GetUtcNow() - ReplyCaps.Of(settings).Window, ct);
        return ReplyCaps.Of(settings).Full(sent, null, time.GetUtcNow()) is { } full ? new GateVerdict.NotNow(full) : new GateVerdict.Open();
    }

    // What concerns one reply alone is never "not now": it would come back as the best of the queue and hold up the others.
    /// <summary>May this reply go out? Asked when it was claimed, before its page is opened.</summary>
    public Task<GateVerdict> AskAsync(Reply reply, CancellationToken ct) => JudgeAsync(reply, ct);

    /// <summary>
    /// The last question, with everything in view. Open comes with the permit; the caller commits CLICKING with it and clicks.
    /// </summary>
    public async Task<(GateVerdict Verdict, ClickPermit? Permit)> PermitAsync(Reply reply, Preparation.Ready ready, CancellationToken ct)
    {
        var verdict = await JudgeAsync(reply, ct);
        if (verdict is not GateVerdict.Open)
            return (verdict, null);
        if (ready.AccountId != reply.Account.AccountId)
            return (new GateVerdict.Freeze($"the session belongs to account {ready.AccountId ?? "nobody"}, not to {reply.Account.AccountId}"), null);
        if (ready.TargetText.Matches(reply) is not { } same)
            return (new GateVerdict.Never("whether its target still says the same could not be read"), null);
        if (!same)
            return (new GateVerdict.Never("its target was edited after the reply was written"), null);
        if (reply is not { State: ReplyState.Sending, Lease: { } lease } || lease.Until <= time.GetUtcNow())
            return (new GateVerdict.NotNow("the lease on the reply has run out"), null);
        if (ownership.Deadline(reply.Account) is not { } owned)
            return (new GateVerdict.NotNow("the account is not ours any more"), null);
        await Permits.NoteAsync(time.GetUtcNow(), ct);
        return (verdict, new ClickPermit(reply.Id, lease.Until < owned.Until ? lease.Until : owned.Until, owned.Token));
    }

    private async Task<GateVerdict> JudgeAsync(Reply reply, CancellationToken ct)
    {
        if (await StandingProblemAsync(reply.Account, ct) is { } standing)
            return new GateVerdict.NotNow(standing);
        var now = time.GetUtcNow();
        if (reply.Account.Origin != settings.Site.Origin)
            return new GateVerdict.Never($"it was written for {reply.Account.Origin}");
        if (reply.ExpiresAt <= now)
            return new GateVerdict.Never("its time ran out before it was sent");
        if (now - reply.TargetPostedAt > settings.MaxPostAge + settings.DraftExpiry)
            return new GateVerdict.Never("its target is too old");
        if (reply.ApprovedBy is null || (settings.ReplyMode == ReplyMode.Approve && reply.ApprovedBy == ReplyApproval.Auto))
            return new GateVerdict.Never("no person approved it");
        var optOuts = await store.OptOuts.ListAsync(ct);
        if (optOuts.Any(optOut => OptOut.KeyOf(optOut.Handle) == OptOut.KeyOf(reply.TargetAuthor)))
            return new GateVerdict.Never($"@{reply.TargetAuthor} opted out");
        var caps = ReplyCaps.Of(settings);
        var sent = await store.Replies.SentSinceAsync(reply.Account, now - caps.Window, ct);
        if (caps.Full(sent, reply.Id, now) is { } full)
            return new GateVerdict.NotNow(full);
        if (caps.Cooling(sent, reply.TargetAuthor, reply.Id, now) is { } cooling)
            return new GateVerdict.Never(cooling);
        return ReplyText.Problem(reply.Text, settings, RecentTexts.Of(sent, reply.Id, now)) is { } bad ? new GateVerdict.Never(bad) : new GateVerdict.Open();
    }

    private async Task<string?> StandingProblemAsync(AccountKey account, CancellationToken ct)
    {
        if (pause.IsPaused)
            return "paused";
        if (settings.ReplyMode == ReplyMode.Shadow)
            return "shadow mode: nothing leaves";
        if (!settings.RunnerMode)
            return "RUNNER_MODE is false: checks only";
        if (!settings.Site.IsLoopback && await _rules.ReadAsync(ct) is not { IsCurrent: true })
            return "X's rules are not acknowledged: read 'xbot rules', then 'xbot rules --accept'";
        if (await freeze.ReadAsync(ct) is { } frozen)
            return $"posting is frozen: {frozen.Reason}";
        if (await _gap.ReadAsync(ct) is { } gap)
            return $"{gap.Why}: our recent replies are not read from X yet";
        if (await Permits.WithinAsync(TimeSpan.FromHours(1), ct) is var hour && hour >= settings.MaxRepliesPerHour)
            return $"{hour} clicks within an hour, {settings.MaxRepliesPerHour} allowed";
        if (await Permits.WithinAsync(PermitLedger.Longest, ct) is var day && day >= settings.MaxRepliesPerDay)
            return $"{day} clicks within a day, {settings.MaxRepliesPerDay} allowed";
        return await new PostingHold(store.FactsOf(account)).ReadAsync(time.GetUtcNow(), ct) is { } hold ? $"posting rests until {hold.Until:u}: {hold.Reason}" : null;
    }
}

/// <summary>Who may approve.</summary>
public static class ReplyApproval
{
    /// <summary>Approved by the mode <c>auto</c>, by no person.</summary>
    public const string Auto = "auto";
}
