namespace XBot.Core.Selection;

public interface ICandidateStore
{
    /// <summary>Inserts or refreshes by (origin, post id); first_seen_at stays.</summary>
    Task SaveAsync(string origin, IReadOnlyCollection<Candidate> candidates, CancellationToken ct);

    /// <summary>When each of these posts was first seen; unknown ones are absent.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(string origin, IReadOnlyCollection<string> postIds, CancellationToken ct);

    /// <summary>Eligible candidates without a reply of this account, best score first, seen at or after <paramref name="since"/>.</summary>
    Task<IReadOnlyList<Candidate>> OpenAsync(Replies.AccountKey account, DateTimeOffset since, int limit, CancellationToken ct);

    /// <summary>Removes at most <paramref name="limit"/> of those last seen before then; returns how many.</summary>
    Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken ct);
}
