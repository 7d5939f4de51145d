using XBot.Core.Posts;

namespace XBot.Core.Selection;

/// <summary>A post that was looked at, with what was decided about it.</summary>
/// <param name="Verdict"><see cref="Eligible"/>, or the reason why not, in one word (see <c>CandidateFilters</c>).</param>
/// <param name="Score">0 to 100 when eligible, else 0.</param>
/// <param name="ScoreReason">The score's parts in one line; empty when not eligible.</param>
public sealed record Candidate(Post Post, string Source, string Verdict, double Score, string ScoreReason, DateTimeOffset SeenAt)
{
    public const string EligibleVerdict = "eligible";

    public bool Eligible => Verdict == EligibleVerdict;
}
