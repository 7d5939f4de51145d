using CsCheck;
using XBot.Core.Posts;
using XBot.Core.Selection;

namespace XBot.Tests.CoreRules.Selection;

public sealed class SelectionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SelectionContext Context = new() { Now = Now, MaxPostAge = TimeSpan.FromHours(3), OwnHandle = "Me" };

    private static Post Made(TimeSpan age) => new()
    {
        Id = Snowflake.IdAt(Now - age, 1),
        AuthorHandle = "ada",
        AuthorName = "Ada",
        PostedAt = Now - age,
        Text = "a thought on compilers",
        Lang = "en",
        Permalink = "https://x.com/ada/status/1",
    };

    private static readonly Post Plain = Made(TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData("AI", "I said it was a party", "0.00")]
    [InlineData("AI", "AI, at last", "0.50")]
    [InlineData("AI", "生成AIの話", "0.50")]
    [InlineData("compiler", "notes on compilers", "0.50")]
    [InlineData("compiler", "a decompiler", "0.00")]
    [InlineData("猫", "黒猫と暮らす", "0.50")]
    [InlineData("c++", "some c++ today", "0.50")]
    public void A_keyword_is_a_word_or_the_beginning_of_one(string keyword, string text, string relevance) =>
        Assert.Contains($"relevance {relevance},", SelectionPolicy.Judge(Plain with { Text = text }, Context with { TopicKeywords = [keyword] }).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("gamb\u200Dling tonight")]
    [InlineData("gamb\u200Bling tonight")]
    [InlineData("GAMB\u2060LING tonight")]
    public void What_nobody_sees_does_not_part_a_blocked_word(string text) =>
        Assert.Equal("blocked_word", SelectionPolicy.Judge(Plain with { Text = text }, Context with { BlockedWords = ["gambling"] }).Verdict);

    public static TheoryData<string, Func<Post, Post>, Func<SelectionContext, SelectionContext>> Filters() => new()
    {
        { "eligible", post => post, context => context },
        { "embed", post => post with { IsEmbed = true }, context => context },
        { "promoted", post => post with { IsPromoted = true }, context => context },
        { "repost", post => post with { IsRepost = true, RepostedBy = "bob" }, context => context },
        { "reply", post => post with { IsReply = true }, context => context },
        { "eligible", post => post with { IsReply = true }, context => context with { AllowReplies = true } },
        { "own", post => post with { AuthorHandle = "mE" }, context => context },
        { "own", post => post with { AuthorHandle = "me", IsReply = true }, context => context with { AllowReplies = true } },
        { "protected", post => post with { AuthorProtected = true }, context => context },
        { "restricted", post => post with { RepliesRestricted = true }, context => context },
        { "no_text", post => post with { Text = " \n" }, context => context },
        { "too_old", _ => Made(TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1)), context => context },
        { "eligible", _ => Made(TimeSpan.FromHours(3)), context => context },
        // The time on the page says new, the one in the id old.
        { "too_old", post => post with { Id = Snowflake.IdAt(Now.AddHours(-4), 1) }, context => context },
        { "in_the_future", _ => Made(TimeSpan.FromMinutes(-6)), context => context },
        { "eligible", _ => Made(TimeSpan.FromMinutes(-4)), context => context },
        { "seen_too_long_ago", post => post, context => Seen(context, TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1)) },
        { "eligible", post => post, context => Seen(context, TimeSpan.FromHours(3)) },
        { "language", post => post with { Lang = "pt" }, context => context with { Languages = ["en", "de"] } },
        { "language", post => post with { Lang = null }, context => context with { Languages = ["en"] } },
        { "language", post => post with { Lang = "qme" }, context => context with { Languages = ["en"] } },
        { "eligible", post => post with { Lang = "pt-BR" }, context => context with { Languages = ["pt"] } },
        { "eligible", post => post with { Lang = "in" }, context => context with { Languages = ["id"] } },
        { "eligible", post => post with { Lang = "qht" }, context => context with { Languages = ["und"] } },
        { "blocked_word", post => post, context => context with { BlockedWords = ["COMPILER"] } },
        { "blocked_word", post => post with { IsQuote = true, QuotedText = "buy my coin" }, context => context with { BlockedWords = ["coin"] } },
        { "opted_out", post => post, context => context with { OptedOut = new HashSet<string> { "ada" } } },
        { "answered", post => post, context => context with { Answered = new HashSet<string> { Plain.Id } } },
        { "author_cooldown", post => post with { AuthorHandle = "ADA" }, context => context with { CoolingDown = new HashSet<string> { "ada" } } },
    };

    [Theory, MemberData(nameof(Filters))]
    public void Each_filter_names_itself_as_the_verdict(string verdict, Func<Post, Post> post, Func<SelectionContext, SelectionContext> context)
    {
        var judged = SelectionPolicy.Judge(post(Plain), context(Context));

        Assert.Equal(verdict, judged.Verdict);
        if (verdict != "eligible")
            Assert.Equal((0, ""), (judged.Score, judged.Reason));
    }

    [Fact]
    public void The_formula_gives_these_figures()
    {
        // Half its age, one keyword of two, 30 likes in an hour and a half, 999 followers, ten replies.
        var post = Made(TimeSpan.FromMinutes(90)) with { Likes = 30, Replies = 10, AuthorFollowers = 999 };

        var (_, score, reason) = SelectionPolicy.Judge(post, Context with { TopicKeywords = ["Compilers", "parsing"] });

        Assert.Equal("recency 0.50, relevance 0.50, velocity 0.44, author 0.50, room 0.50", reason);
        Assert.Equal(Math.Round((35 * 0.5) + (30 * 0.5) + (15 * Math.Log10(21) / 3) + 5 + 5, 2), score);
    }

    [Fact]
    public void The_score_keeps_to_its_ends()
    {
        var best = Made(TimeSpan.Zero) with { Likes = long.MaxValue, Replies = 0, AuthorFollowers = long.MaxValue, Text = "compilers and parsing" };
        var worst = Made(TimeSpan.FromHours(3)) with { Likes = 0, Replies = long.MaxValue, AuthorFollowers = 0 };
        var context = Context with { TopicKeywords = ["compilers", "parsing"] };

        Assert.Equal(100, SelectionPolicy.Judge(best, context).Score);
        Assert.Equal(0, SelectionPolicy.Judge(worst, context with { TopicKeywords = ["cats"] }).Score);
        // What is not known counts neither for nor against.
        Assert.Contains("relevance 0.50, velocity 0.00, author 0.50, room 1.00", SelectionPolicy.Judge(Plain, Context).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Newer_faster_better_known_and_emptier_never_score_less() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000_000], Gen.Int[0, 4]).Sample((seconds, likes, followers, replies, better) =>
        {
            var post = Made(TimeSpan.FromSeconds(seconds)) with { Likes = likes, AuthorFollowers = followers, Replies = replies };
            var improved = better switch
            {
                0 => post with { PostedAt = post.PostedAt.AddSeconds(seconds / 2.0), Id = Snowflake.IdAt(post.PostedAt.AddSeconds(seconds / 2.0), 1) },
                1 => post with { Likes = likes * 2 },
                2 => post with { AuthorFollowers = followers * 2 },
                3 => post with { Replies = replies / 2 },
                _ => post with { Text = post.Text + " and cats" },
            };
            var context = Context with { TopicKeywords = ["cats", "dogs"] };
            var (before, after) = (SelectionPolicy.Judge(post, context).Score, SelectionPolicy.Judge(improved, context).Score);
            Assert.InRange(before, 0, 100);
            Assert.InRange(after, before, 100);
        });

    private static SelectionContext Seen(SelectionContext context, TimeSpan ago) => context with { FirstSeen = new Dictionary<string, DateTimeOffset> { [Plain.Id] = Now - ago } };
}
