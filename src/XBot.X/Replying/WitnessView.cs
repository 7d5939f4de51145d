namespace XBot.X.Replying;

/// <summary>What a page shows a witness.</summary>
/// <param name="Kind">read, end (a scroll brought nothing new), error, login or timeout.</param>
/// <param name="Handle">Our own, without @; null where the page does not show it.</param>
/// <param name="Posts">In document order.</param>
internal sealed record WitnessView(string Kind, string Path, string? Handle, double X, double Y, IReadOnlyList<WitnessPost> Posts)
{
    public string Ids => string.Join(',', Posts.Select(p => p.Id));
}

/// <param name="Handle">Of its author, without @.</param>
internal sealed record WitnessPost(string Id, string Handle, string Text);
