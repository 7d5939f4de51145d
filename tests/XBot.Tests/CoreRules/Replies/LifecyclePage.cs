using System.Text;
using XBot.Core.Replies;

namespace XBot.Tests.CoreRules.Replies;

/// <summary>docs/post-lifecycle.md, drawn from <see cref="ReplyMoves"/>.</summary>
internal static class LifecyclePage
{
    public static string Draw()
    {
        var page = new StringBuilder();
        page.Append("""
            # The life of a reply

            Drawn from `src/XBot.Core/Replies/ReplyMoves.cs`; a test compares the two (to draw it anew: `XBOT_WRITE_DOCS=1 ./test --filter-class '*LifecyclePageTests'`). Why it is so: [outcome-protocol.md](decisions/outcome-protocol.md).

            ```mermaid
            stateDiagram-v2

            """);
        foreach (var births in ReplyMoves.Births.GroupBy(birth => birth.State))
            page.Append($"    [*] --> {births.Key.Name()}: {string.Join(" / ", births.Select(birth => birth.On))}\n");
        foreach (var arrow in Arrows())
            page.Append($"    {arrow.Key.From.Name()} --> {arrow.Key.To.Name()}: {string.Join(" / ", arrow.Select(move => move.On))}\n");
        foreach (var state in Enum.GetValues<ReplyState>().Where(ReplyMoves.IsFinal))
            page.Append($"    {state.Name()} --> [*]\n");
        page.Append("""
            ```

            ## What moves it on

            | From | To | When | By |
            |---|---|---|---|

            """);
        foreach (var birth in ReplyMoves.Births)
            page.Append($"| - | {birth.State.Name()} | {birth.On} | {Who(birth.By)} |\n");
        foreach (var move in ReplyMoves.All)
            page.Append($"| {move.From.Name()} | {move.To.Name()} | {move.On} | {Who(move.By)} |\n");
        page.Append("""

            ## What a crash leaves behind

            | In the state | After the next start |
            |---|---|

            """);
        foreach (var state in Enum.GetValues<ReplyState>())
            page.Append($"| {state.Name()} | {ReplyMoves.AfterCrash(state)} |\n");
        page.Append("""

            A claim, a move and the events that belong to it are one transaction each, and a move is made only by the holder of the reply's lease; the second of two who try changes nothing.

            """);
        return page.ToString();
    }

    private static IEnumerable<IGrouping<(ReplyState From, ReplyState To), ReplyMove>> Arrows() => ReplyMoves.All.GroupBy(move => (move.From, move.To));

    private static string Who(ReplyMover mover) => mover switch
    {
        ReplyMover.Person => "a person",
        ReplyMover.Writer => "the writer",
        ReplyMover.AutoMode => "auto mode",
        ReplyMover.Sender => "the sender",
        ReplyMover.Recovery => "recovery, at the start of a run",
        ReplyMover.Reconciliation => "reconciliation, which only looks",
        ReplyMover.Clock => "time",
        _ => throw new ArgumentOutOfRangeException(nameof(mover), mover, "nobody"),
    };
}
