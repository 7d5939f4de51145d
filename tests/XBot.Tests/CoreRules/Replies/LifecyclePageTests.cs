using XBot.Core.Replies;
using XBot.Testing;

namespace XBot.Tests.CoreRules.Replies;

/// <summary>The table, the code that makes the steps and the page for people say the same.</summary>
public sealed class LifecyclePageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "post-lifecycle.md");

    [Fact]
    public void The_page_is_the_table()
    {
        var drawn = LifecyclePage.Draw();
        if (Environment.GetEnvironmentVariable("XBOT_WRITE_DOCS") == "1")
            File.WriteAllText(Page, drawn);
        Assert.Equal(drawn, File.ReadAllText(Page));
    }

    [Fact]
    public void What_the_code_can_do_is_what_the_table_holds()
    {
        var at = DateTimeOffset.UnixEpoch;
        Func<Reply, ReplyTransition>[] steps =
        [
            reply => ReplyLife.Approve(reply, "a person", at), reply => ReplyLife.Reject(reply, "a person", at), reply => ReplyLife.Expire(reply, at),
            reply => ReplyLife.CommitClick(reply, 1, at), reply => ReplyLife.Release(reply, "why", at), reply => ReplyLife.Requeue(reply, at),
            reply => ReplyLife.GiveUp(reply, "why", at), reply => ReplyLife.Confirm(reply, "1", "create_tweet_response", at),
            reply => ReplyLife.Refuse(reply, 385, "no", false, at), reply => ReplyLife.Refuse(reply, 344, "later", true, at),
            reply => ReplyLife.Doubt(reply, "why", at), reply => ReplyLife.AskPerson(reply, "why", at),
            reply => ReplyLife.Edit(reply, "another text", "a person", at), reply => ReplyLife.SettleNotSent(reply, "a person", at),
        ];
        var made = new HashSet<(ReplyState, ReplyState)> { (ReplyState.Approved, ReplyState.Sending) }; // The claim is the store's own step.
        foreach (var from in Enum.GetValues<ReplyState>())
            foreach (var step in steps)
            {
                try
                {
                    var transition = step(In(from));
                    made.Add((transition.From, transition.To));
                }
                catch (InvalidOperationException)
                {
                    // Not from here: the table says no.
                }
            }

        Assert.Equal(ReplyMoves.All.Select(move => (move.From, move.To)).Distinct().Order(), made.Order());
    }

    [Fact]
    public void Every_state_can_be_reached_and_every_way_ends()
    {
        var reached = new HashSet<ReplyState> { ReplyState.Drafted };
        while (ReplyMoves.All.Any(move => reached.Contains(move.From) && reached.Add(move.To)))
        {
        }

        Assert.Equal(Enum.GetValues<ReplyState>().Order(), reached.Order());
        Assert.All(Enum.GetValues<ReplyState>(), state => Assert.True(Ends(state, [])));
    }

    [Fact]
    public void From_where_a_click_was_allowed_only_X_itself_opens_the_way_to_another()
    {
        var doubtful = new[] { ReplyState.Clicking, ReplyState.Unknown, ReplyState.NeedsHuman };
        var retryable = new[] { ReplyState.NotSent, ReplyState.Approved, ReplyState.Sending };
        var only = Assert.Single(ReplyMoves.All, move => doubtful.Contains(move.From) && retryable.Contains(move.To));
        Assert.Equal((ReplyState.Clicking, ReplyState.NotSent), (only.From, only.To));
    }

    private static bool Ends(ReplyState state, HashSet<ReplyState> way) =>
        ReplyMoves.IsFinal(state) || ReplyMoves.All.Any(move => move.From == state && way.Add(move.To) && Ends(move.To, way));

    private static Reply In(ReplyState state) => new()
    {
        Id = 1,
        Account = new AccountKey("https://x.com", "1"),
        TargetId = "2",
        TargetAuthor = "somebody",
        TargetText = "a post",
        TargetPostedAt = DateTimeOffset.UnixEpoch,
        State = state,
        Text = "a reply",
        Score = 0,
        Reason = "",
        ExpiresAt = DateTimeOffset.UnixEpoch,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
