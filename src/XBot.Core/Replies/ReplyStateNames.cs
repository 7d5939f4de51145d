namespace XBot.Core.Replies;

/// <summary>How a reply's state is spelled in the store, in JSON and on the command line: <c>NEEDS_HUMAN</c>.</summary>
public static class ReplyStateNames
{
    public static string Name(this ReplyState state) => state switch
    {
        ReplyState.Drafted => "DRAFTED",
        ReplyState.Approved => "APPROVED",
        ReplyState.Sending => "SENDING",
        ReplyState.Clicking => "CLICKING",
        ReplyState.Confirmed => "CONFIRMED",
        ReplyState.NotSent => "NOT_SENT",
        ReplyState.Failed => "FAILED",
        ReplyState.Unknown => "UNKNOWN",
        ReplyState.NeedsHuman => "NEEDS_HUMAN",
        ReplyState.Rejected => "REJECTED",
        ReplyState.Expired => "EXPIRED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a reply state"),
    };

    /// <summary>Null when <paramref name="name"/> is none of them; case counts.</summary>
    public static ReplyState? Parse(string name)
    {
        foreach (var state in Enum.GetValues<ReplyState>())
            if (state.Name() == name)
                return state;
        return null;
    }
}
