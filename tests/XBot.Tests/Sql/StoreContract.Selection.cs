using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_candidate_seen_again_is_refreshed_and_keeps_when_it_was_first_seen()
    {
        await Store.Candidates.SaveAsync(Account.Origin, [Candidate(1, 40), Candidate(2, 30, "too_old")], Ct);
        await Store.Candidates.SaveAsync(Account.Origin, [Candidate(1, 70, seen: Noon.AddMinutes(5))], Ct);
        var seen = await Store.Candidates.FirstSeenAsync(Account.Origin, [Post(1).Id, Post(2).Id, "404"], Ct);
        Assert.Equal(2, seen.Count);
        Assert.Equal(Noon, seen[Post(1).Id]);
        var open = Assert.Single(await Store.Candidates.OpenAsync(Account, Noon.AddMinutes(1), 10, Ct));
        Assert.Equal(Candidate(1, 70, seen: Noon.AddMinutes(5)) with { Post = open.Post }, open);
        Assert.Equal(Post(1).Text, open.Post.Text);
        Assert.Equal((12L, null), (open.Post.Likes, open.Post.Views));
    }

    [Fact]
    public async Task Open_candidates_are_eligible_recent_without_a_reply_and_best_first()
    {
        await Store.Candidates.SaveAsync(Account.Origin,
            [Candidate(1, 10), Candidate(2, 90), Candidate(3, 50, "blocked_word"), Candidate(4, 60), Candidate(5, 99, seen: Noon.AddHours(-3))], Ct);
        await Store.Candidates.SaveAsync("https://x.com", [Candidate(6, 95)], Ct);
        await Store.Replies.AddAsync(Draft(4), Ct);
        Assert.Equal([Post(2).Id, Post(1).Id], (await Store.Candidates.OpenAsync(Account, Noon, 10, Ct)).Select(open => open.Post.Id));
        Assert.Equal([Post(2).Id, Post(4).Id], (await Store.Candidates.OpenAsync(OtherAccount, Noon, 2, Ct)).Select(open => open.Post.Id));
    }

    [Fact]
    public async Task Opt_outs_are_found_without_case_and_at_sign()
    {
        Assert.True(await Store.OptOuts.AddAsync("@Zed", "asked on Monday", Noon, Ct));
        Assert.True(await Store.OptOuts.AddAsync("Ann", null, Noon, Ct));
        Assert.False(await Store.OptOuts.AddAsync("zeD", "again", Noon.AddDays(1), Ct));
        Assert.Equal([("ann", null), ("zed", "asked on Monday")], (await Store.OptOuts.ListAsync(Ct)).Select(entry => (entry.Handle, entry.Note)));
        Assert.True(await Store.OptOuts.RemoveAsync("@ZED", Ct));
        Assert.False(await Store.OptOuts.RemoveAsync("zed", Ct));
    }
}
