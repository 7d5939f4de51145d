namespace XBot.Tests.X.Mutation;

/// <summary>Posts cut out of the saved pages, as markup; none where the pages are not at hand.</summary>
internal static class SavedCells
{
    private const string Start = "<article ";
    private const string End = "</article>";

    /// <summary>The first few posts of each page, without posts in posts.</summary>
    public static IReadOnlyList<string> Read() =>
        [.. SharedFiles.Files("x-captures", "*.html").SelectMany(file => Cut(File.ReadAllText(file)).Take(4))];

    private static IEnumerable<string> Cut(string html)
    {
        for (var at = html.IndexOf(Start, StringComparison.Ordinal); at >= 0; at = html.IndexOf(Start, at + 1, StringComparison.Ordinal))
        {
            var end = html.IndexOf(End, at, StringComparison.Ordinal);
            if (end < 0)
                yield break;
            var markup = html[at..(end + End.Length)];
            if (markup.IndexOf(Start, 1, StringComparison.Ordinal) < 0 && markup.Length < 100_000)
                yield return $"""<div data-testid="cellInnerDiv">{markup}</div>""";
        }
    }
}
