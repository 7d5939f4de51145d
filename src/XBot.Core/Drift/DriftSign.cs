namespace XBot.Core.Drift;

/// <summary>A sign that the site is no longer as its readers know it. One look proves little: see <see cref="DriftWatch"/>.</summary>
/// <param name="Name">What is off: <c>id</c>, <c>author</c>, <c>permalink</c>, <c>own_account</c>, or the selectors that stopped matching. The same trouble has the same name.</param>
/// <param name="Detail">What was seen, in one line.</param>
/// <param name="TouchesPosting">Posting needs what is off: whose post it is, where its reply button is, who we are.</param>
public sealed record DriftSign(string Name, string Detail, bool TouchesPosting);

/// <summary>What one look at a source says about drift.</summary>
/// <param name="Fresh">The page was loaded for this look.</param>
/// <param name="Conclusive">Posts were read: what is not among the signs is in order.</param>
/// <param name="Blank">The page did not come up: that says nothing, but it may be stuck.</param>
public sealed record DriftLook(string Source, IReadOnlyList<DriftSign> Signs, bool Fresh, bool Conclusive, bool Blank = false, Sessions.ArtifactPaths? Artifacts = null);
