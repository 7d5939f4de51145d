using Microsoft.Data.Sqlite;
using XBot.Core.Harvesting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Sql;
using XBot.Testing;

namespace XBot.Tests.CoreRules.Selection;

/// <summary>Why a post was left alone can be read from the store afterwards.</summary>
public sealed class StoredReasonTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_post_that_was_looked_at_is_kept_with_its_reason()
    {
        using var folder = new TempFolder();
        var time = TimeProvider.System;
        var settings = new RunnerSettings { ProfileDir = folder.Path, RunnerId = "r", BlockedWords = ["coin"], HarvestLanguages = ["en"] };
        var account = new AccountKey(settings.Site.Origin, "42");
        await using (var store = await StoreOpener.OpenAsync(null, folder.Path, "r", time, null, Ct))
        {
            await store.OptOuts.AddAsync("zed", null, time.GetUtcNow(), Ct);
            var judge = new CandidateJudge(settings, store, time);
            Post[] posts =
            [
                Made(1), Made(2) with { IsPromoted = true }, Made(3) with { IsRepost = true }, Made(4) with { IsReply = true }, Made(5) with { AuthorHandle = "Me" },
                Made(6) with { AuthorProtected = true }, Made(7) with { RepliesRestricted = true }, Made(8, TimeSpan.FromHours(4)), Made(9) with { AuthorHandle = "Zed" },
                Made(10) with { Lang = "pt" }, Made(11) with { Text = "buy this coin" },
            ];
            var judged = await judge.JudgeAsync(new HarvestReport("home", "u", posts, HarvestOutcome.Read), account, "me", Ct);
            await store.Candidates.SaveAsync(settings.Site.Origin, judged, Ct);
        }

        Assert.Equal(
            ["eligible", "promoted", "repost", "reply", "own", "protected", "restricted", "too_old", "opted_out", "language", "blocked_word"],
            Stored(folder.File(StoreOpener.FileName)));
    }

    private static List<string> Stored(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT verdict FROM candidates ORDER BY CAST(json_extract(post, '$.authorName') AS INTEGER)";
        using var reader = command.ExecuteReader();
        var verdicts = new List<string>();
        while (reader.Read())
            verdicts.Add(reader.GetString(0));
        return verdicts;
    }

    private static Post Made(int n, TimeSpan? age = null)
    {
        var at = TimeProvider.System.GetUtcNow() - (age ?? TimeSpan.FromMinutes(5));
        return new Post
        {
            Id = Snowflake.IdAt(at, n),
            AuthorHandle = $"author{n}",
            AuthorName = n.ToString(System.Globalization.CultureInfo.InvariantCulture),
            PostedAt = at,
            Text = "a thought",
            Lang = "en",
            Permalink = "p",
        };
    }
}
