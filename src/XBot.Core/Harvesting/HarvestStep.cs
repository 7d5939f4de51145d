using System.Text.Json.Nodes;
using XBot.Core.Daemon;
using XBot.Core.Drift;
using XBot.Core.Events;
using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Harvesting;

/// <summary>Reads the sources for candidates, as many as a run has time for, unless enough work is waiting or they were read a moment ago.</summary>
public sealed class HarvestStep(RunnerSettings settings, IRunnerStore store, IPostReader reader, CandidateJudge judge, DriftWatch drift, TimeProvider time)
{
    // A run has twelve minutes for all its steps. The sources that are left come next time.
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(3);

    private Moment? _last;

    // Where the next run goes on in the list of sources.
    private int _next;

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        if (_last is { } last && last.Ago(time) < settings.Site.HarvestInterval)
            return;
        if ((await store.Replies.ListAsync(new ReplyQuery([ReplyState.Approved], run.Account, 1), ct)).Count > 0)
            return;

        var sources = Sources(settings).ToList();
        var began = time.GetTimestamp();
        for (var read = 0; read < sources.Count && (read == 0 || time.GetElapsedTime(began) < Budget); read++)
        {
            var source = sources[_next % sources.Count];
            // Moved on before it is read: one that breaks the run, or hangs it, is not the first of the next run again.
            _next = (_next + 1) % sources.Count;
            await ReadAsync(source, run, ct);
        }

        _last = Moment.Now(time);
    }

    private async Task ReadAsync(HarvestSource source, RunTally run, CancellationToken ct)
    {
        var afresh = await drift.WantsFreshLoadAsync(source.ToString(), ct);
        var report = await reader.ReadAsync(source, settings.Site.HarvestBounds with { Afresh = afresh }, ct);
        var candidates = await judge.JudgeAsync(report, run.Account, run.Handle, ct);
        await store.Candidates.SaveAsync(settings.Site.Origin, candidates, ct);
        run.Harvested += candidates.Count;
        run.Eligible += candidates.Count(candidate => candidate.Eligible);
        await store.Events.AppendAsync(Done(report, candidates, time.GetUtcNow()), ct);
        // A session that was refused says nothing of the page that it would show.
        if (report.Outcome != HarvestOutcome.SessionRefused && await drift.NoteAsync(report.Look, ct) is { Count: > 0 } certain)
            run.Note($"{source} drifted: {string.Join("; ", certain.Select(seen => seen.Detail))}");
        if (report.Outcome == HarvestOutcome.SessionRefused)
            run.Problem(PipelineOutcome.SessionLost, $"{source}: {report.Detail ?? "the session was not OK"}");
        else if (report.Outcome is HarvestOutcome.NeverLoaded or HarvestOutcome.Partial)
            run.Problem(PipelineOutcome.Failed, $"{source}: {report.Detail ?? report.Outcome.ToString()}");
    }

    /// <summary>The sources that the settings name, in their order.</summary>
    public static IEnumerable<HarvestSource> Sources(RunnerSettings settings) => settings.HarvestSources.SelectMany(name => name switch
    {
        "handles" => settings.HarvestHandles.Select(handle => new HarvestSource(HarvestKind.Handle, handle)),
        "queries" => settings.HarvestQueries.Select(query => new HarvestSource(HarvestKind.Query, query)),
        _ => [new HarvestSource(HarvestKind.Home)],
    });

    private static RunnerEvent Done(HarvestReport report, IReadOnlyCollection<Candidate> candidates, DateTimeOffset at) =>
        new(EventTypes.HarvestDone, report.Outcome == HarvestOutcome.Read ? EventSeverity.Info : EventSeverity.Warning, new JsonObject
        {
            ["source"] = report.Source,
            ["outcome"] = report.Outcome.ToString(),
            ["posts"] = candidates.Count,
            ["eligible"] = candidates.Count(candidate => candidate.Eligible),
            ["detail"] = report.Detail,
        }, at);
}
