using System.Globalization;
using XBot.App.CommandLine;
using XBot.Core.Selection;

namespace XBot.App.Reports;

/// <summary>Candidates for people.</summary>
internal static class CandidateSheet
{
    public static void Table(IEnumerable<Candidate> candidates, Output output, DateTimeOffset now) => output.Table(
        ["Post id", "Score", "By", "Their post", "Age"],
        candidates.Select(candidate => new[]
        {
            candidate.Post.Id, candidate.Score.ToString("0.#", CultureInfo.InvariantCulture), "@" + candidate.Post.AuthorHandle,
            ShortText.Of(candidate.Post.Text, 70), Times.Ago(candidate.Post.PostedAt, now),
        }));
}
