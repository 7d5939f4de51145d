using XBot.Core.Harvesting;
using XBot.Core.Selection;
using XBot.Core.Sessions;

namespace XBot.App.Control;

/// <param name="Path">Reads this page alone, as it stands; null: the configured sources.</param>
/// <param name="AllowLoggedOut">Reads whatever the session is. Only together with <see cref="Store"/> false.</param>
/// <param name="Store">Candidates are stored.</param>
public sealed record ReadPostsRequest(string? Path, bool AllowLoggedOut, bool Store);

/// <param name="Session">What the session was; null when it was not asked for.</param>
/// <param name="Pages">One for each source that was read; empty when the session was not OK and that mattered.</param>
public sealed record ReadPostsReply(SessionReport? Session, IReadOnlyList<ReadPage> Pages);

/// <param name="Posts">In document order, each with its verdict.</param>
public sealed record ReadPage(string Source, string Url, HarvestOutcome Outcome, string? Detail, IReadOnlyList<Candidate> Posts);
