using XBot.App.Demo;
using XBot.Core.Replies;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Crashes.Run;

/// <summary>The desk's store against the sandbox's ledger: all of both, not only what the last case did.</summary>
internal sealed record CrashVerdict(int Confirmed, int NeedsHuman, int HumanWithEntry, int Failed, int Twice, int Lost, int Disagreements, IReadOnlyList<string> Problems)
{
    /// <param name="mine">The case's own replies.</param>
    public static async Task<CrashVerdict> OfAsync(CrashDesk desk, CrashCase one, IReadOnlyCollection<long> mine, CancellationToken ct)
    {
        var replies = await desk.RepliesAsync(ct);
        var ledger = desk.Sandbox.Ledger;
        var twice = ledger.GroupBy(entry => entry.InReplyTo).Where(group => group.Count() > 1).ToList();
        var lost = replies.Where(reply => IsLost(reply, one, mine)).ToList();
        var problems = new List<string>();
        problems.AddRange(twice.Select(group => $"{group.Count()} replies to {group.Key}"));
        problems.AddRange(lost.Select(reply => $"lost: {Tell(reply)}"));
        problems.AddRange(replies.Where(reply => reply.State == ReplyState.NeedsHuman && reply.ClickedAt is null).Select(reply => $"a person is asked about what was never clicked: {Tell(reply)}"));
        var differences = DemoAgreement.Differences([.. replies.Where(reply => reply.State == ReplyState.Confirmed)], await desk.SuccessesAsync(ct), [.. ledger]);
        problems.AddRange(differences);
        var own = replies.Where(reply => mine.Contains(reply.Id)).ToList();
        return new CrashVerdict(
            own.Count(reply => reply.State == ReplyState.Confirmed), own.Count(reply => reply.State == ReplyState.NeedsHuman),
            own.Count(reply => reply.State == ReplyState.NeedsHuman && ledger.Any(entry => entry.InReplyTo == reply.TargetId)), own.Count(reply => reply.State == ReplyState.Failed),
            twice.Count, lost.Count, differences.Count, problems);
    }

    public static bool IsSettled(Reply reply) => reply.State is ReplyState.NeedsHuman || ReplyMoves.IsFinal(reply.State);

    public static string Tell(Reply reply) => $"reply {reply.Id} to {reply.TargetId} is {reply.State.Name()} ({reply.Note ?? "-"})";

    // On a healthy site every reply goes out or stands before a person; a fault may make X, or the page, say no.
    private static bool IsLost(Reply reply, CrashCase one, IReadOnlyCollection<long> mine) => reply.State switch
    {
        ReplyState.Confirmed or ReplyState.NeedsHuman => false,
        ReplyState.Failed => mine.Contains(reply.Id) && one.Fault is null,
        _ => true,
    };
}
