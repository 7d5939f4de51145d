using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryCandidateStore(MemoryTables tables) : ICandidateStore
{
    public Task SaveAsync(string origin, IReadOnlyCollection<Candidate> candidates, CancellationToken ct) => tables.Run(() =>
    {
        foreach (var candidate in candidates)
        {
            var key = (origin, candidate.Post.Id);
            var seen = StoredTime.Truncate(candidate.SeenAt);
            var first = tables.Candidates.TryGetValue(key, out var known) ? known.FirstSeen : seen;
            tables.Candidates[key] = (candidate with { SeenAt = seen }, first);
        }
        return true;
    }, ct);

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(string origin, IReadOnlyCollection<string> postIds, CancellationToken ct) =>
        tables.Run<IReadOnlyDictionary<string, DateTimeOffset>>(() => postIds.Distinct()
            .Where(id => tables.Candidates.ContainsKey((origin, id)))
            .ToDictionary(id => id, id => tables.Candidates[(origin, id)].FirstSeen), ct);

    public Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken ct) => tables.Run(() => tables.Candidates
        .Where(row => row.Value.Candidate.SeenAt < StoredTime.Truncate(before)).OrderBy(row => row.Value.Candidate.SeenAt).Take(limit).Select(row => row.Key).ToList()
        .Count(tables.Candidates.Remove), ct);

    public Task<IReadOnlyList<Candidate>> OpenAsync(AccountKey account, DateTimeOffset since, int limit, CancellationToken ct) =>
        tables.Run<IReadOnlyList<Candidate>>(() =>
            [.. tables.Candidates
                .Where(row => row.Key.Origin == account.Origin)
                .Select(row => row.Value.Candidate)
                .Where(candidate => candidate.Eligible && candidate.SeenAt >= StoredTime.Truncate(since))
                .Where(candidate => !tables.Replies.Exists(row => row.Reply.Account == account && row.Reply.TargetId == candidate.Post.Id))
                .OrderByDescending(candidate => candidate.Score)
                .ThenByDescending(candidate => candidate.Post.Id, StringComparer.Ordinal)
                .Take(limit)], ct);
}
