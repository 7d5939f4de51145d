using System.Text.Json.Nodes;
using XBot.X.Reading;
using static XBot.Testing.Pages.AnswerMaker;

namespace XBot.Tests.X.Reading;

public sealed class NetworkReaderTests
{
    [Theory]
    [InlineData("data.home.home_timeline_urt")]
    [InlineData("data.user.result.timeline_v2.timeline")]
    [InlineData("data.user.result.timeline.timeline")]
    [InlineData("data.search_by_raw_query.search_timeline.timeline")]
    [InlineData("data.list.tweets_timeline.timeline")]
    [InlineData("data.threaded_conversation_with_injections_v2")]
    public void Every_operations_answer_is_read_by_the_same_shape(string path)
    {
        var page = NetworkReader.Read(Answer(path, new JsonObject { ["type"] = "TimelineClearCache" },
            Add(Entry(Tweet(1, "ada", "hello")), Cursor("Top", "up"), Cursor("Bottom", "down"))).ToJsonString());

        var post = Assert.Single(page.Posts);
        Assert.Equal(Id(1), post.Id);
        Assert.Equal("ada", post.AuthorHandle);
        Assert.Equal("ada the author", post.AuthorName);
        Assert.Equal(Time, post.PostedAt);
        Assert.Equal($"https://x.com/ada/status/{Id(1)}", post.Permalink);
        Assert.Equal((1L, 2L, 3L, 27014L), (post.Replies, post.Reposts, post.Likes, post.Views));
        Assert.Equal("en", post.Lang);
        Assert.Equal(("up", "down"), (page.TopCursor, page.BottomCursor));
        Assert.Empty(page.Missing);
    }

    [Fact]
    public void The_author_is_found_in_the_old_place_too() =>
        Assert.Equal("ada", Assert.Single(NetworkReader.Read(Home(Entry(Tweet(1, "ada", "x", oldPlaces: true)))).Posts).AuthorHandle);

    [Fact]
    public void A_long_post_is_whole_and_entities_are_text()
    {
        var tweet = Tweet(1, "ada", "short &amp; cut");
        tweet["note_tweet"] = new JsonObject { ["note_tweet_results"] = new JsonObject { ["result"] = new JsonObject { ["text"] = "long &amp; whole" } } };

        var page = NetworkReader.Read(Home(Entry(tweet), Entry(Tweet(2, "ada", "a &lt; b &amp;&amp; c"))));

        Assert.Equal(["long &amp; whole", "a < b && c"], page.Posts.Select(post => post.Text));
    }

    [Fact]
    public void A_replys_handles_and_its_own_media_link_are_no_text_and_other_links_are_whole()
    {
        var more = new JsonObject
        {
            ["in_reply_to_status_id_str"] = "5",
            ["display_text_range"] = new JsonArray(5, 30),
            ["entities"] = new JsonObject
            {
                ["urls"] = new JsonArray(new JsonObject { ["url"] = "https://t.co/a", ["expanded_url"] = "https://example.org/long" }),
                ["media"] = new JsonArray(new JsonObject { ["url"] = "https://t.co/m" }),
            },
        };

        var post = Assert.Single(NetworkReader.Read(Home(Entry(Tweet(1, "ada", "@bob 👍 see https://t.co/a https://t.co/m", more)))).Posts);

        Assert.True(post.IsReply);
        Assert.Equal("👍 see https://example.org/long", post.Text);
    }

    [Fact]
    public void A_repost_is_the_original_with_its_reposter()
    {
        var outer = Tweet(1, "bob", "RT @ada: hello", new JsonObject { ["retweeted_status_result"] = new JsonObject { ["result"] = Tweet(2, "ada", "hello") } });

        var post = Assert.Single(NetworkReader.Read(Home(Entry(outer))).Posts);

        Assert.Equal((Id(2), "ada", "bob", true), (post.Id, post.AuthorHandle, post.RepostedBy, post.IsRepost));
    }

    [Fact]
    public void A_quote_names_its_author_and_text_and_is_no_post_of_its_own()
    {
        var quoting = Tweet(1, "ada", "look", new JsonObject { ["is_quote_status"] = true });
        quoting["quoted_status_result"] = new JsonObject { ["result"] = Limited(Tweet(2, "bob", "quoted"), "Like") };
        var gone = Tweet(3, "ada", "look", new JsonObject { ["is_quote_status"] = true });
        gone["quoted_status_result"] = new JsonObject { ["result"] = new JsonObject { ["__typename"] = "TweetTombstone" } };

        var page = NetworkReader.Read(Home(Entry(quoting), Entry(gone)));

        Assert.Equal([("bob", "quoted"), (null, null)], page.Posts.Select(post => (post.QuotedAuthorHandle, post.QuotedText)));
        Assert.All(page.Posts, post => Assert.True(post.IsQuote));
        Assert.Empty(page.Missing);
    }

    [Fact]
    public void Followers_and_accounts_are_told_in_the_old_place_and_the_new()
    {
        var (old, now) = (Tweet(1, "ada", "x", oldPlaces: true), Tweet(2, "bob", "x"));
        old["core"]!["user_results"]!["result"]!["legacy"]!["followers_count"] = 12;
        now["core"]!["user_results"]!["result"]!["relationship_counts"] = new JsonObject { ["followers"] = 34 };
        now["core"]!["user_results"]!["result"]!["rest_id"] = "8";

        var page = NetworkReader.Read(Home(Entry(old), Entry(now), Entry(Tweet(3, "bob", "x"))));

        Assert.Equal([12L, 34L, null], page.Posts.Select(post => post.AuthorFollowers));
        Assert.Equal([("7", "bob"), ("8", "bob")], page.Handles.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_repost_whose_original_is_withheld_or_stands_beside_legacy_is_a_repost_still()
    {
        var withheld = Tweet(1, "bob", "RT @ada: hello", new JsonObject { ["retweeted_status_result"] = new JsonObject() });
        var beside = Tweet(2, "carl", "RT @ada: hello");
        beside["retweeted_status_result"] = new JsonObject { ["result"] = Tweet(3, "ada", "hello") };

        var page = NetworkReader.Read(Home(Entry(withheld), Entry(beside)));

        Assert.Equal([(true, "bob", "bob"), (true, "carl", "ada")], page.Posts.Select(post => (post.IsRepost, post.RepostedBy, post.AuthorHandle)));
    }

    [Fact]
    public void Limited_replies_are_known_from_each_of_their_signs()
    {
        var guarded = Tweet(4, "carl", "x");
        guarded["core"]!["user_results"]!["result"]!["privacy"] = new JsonObject { ["protected"] = true };

        var page = NetworkReader.Read(Home(
            Entry(Limited(Tweet(1, "ada", "x"), "Reply")),
            Entry(Limited(Tweet(2, "ada", "x"), "Embed")),
            Entry(Tweet(3, "ada", "x", new JsonObject { ["conversation_control"] = new JsonObject { ["policy"] = "Community" } })),
            Entry(guarded)));

        Assert.Equal([true, false, true, false], page.Posts.Select(post => post.RepliesRestricted));
        Assert.Equal([false, false, false, true], page.Posts.Select(post => post.AuthorProtected));
    }

    [Fact]
    public void Advertisements_pins_modules_and_tombstones_are_told_apart()
    {
        var page = NetworkReader.Read(Answer("data.user.result.timeline_v2.timeline",
            Pin(Entry(Tweet(1, "ada", "pinned"))),
            Add(Entry(Tweet(2, "shop", "buy"), promoted: true), Module(Entry(Tweet(3, "ada", "one")), Entry(Tweet(4, "bob", "two"))),
                Entry(null), Entry(new JsonObject { ["__typename"] = "TweetTombstone" }),
                new JsonObject { ["entryId"] = "who-to-follow", ["content"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 3 }) } })).ToJsonString());

        Assert.Equal([(true, false), (false, true), (false, false), (false, false)], page.Posts.Select(post => (post.IsPinned, post.IsPromoted)));
        Assert.Equal(2, page.Tombstones);
        Assert.Empty(page.Missing);
    }

    [Fact]
    public void A_missing_essential_field_is_reported_once_by_its_name()
    {
        JsonObject Without(int n, string field)
        {
            var tweet = Tweet(n, "ada", "x");
            tweet["legacy"]!.AsObject().Remove(field);
            return Entry(tweet);
        }
        var nobody = Tweet(3, "ada", "x");
        nobody["core"]!["user_results"]!["result"] = new JsonObject { ["rest_id"] = "7" };

        var page = NetworkReader.Read(Home(Without(1, "full_text"), Without(2, "full_text"), Entry(nobody), Without(4, "created_at")));

        Assert.Equal(["core.user_results.result.core.screen_name", "legacy.full_text"], page.Missing);
        // The id carries the time where the field is missing.
        Assert.Equal(Time, Assert.Single(page.Posts).PostedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"data":{"x":{"instructions":[null,3,{"entries":[null,{"content":[]},{"content":{"itemContent":{"tweet_results":{"result":7}}}}]}]}}}""")]
    [InlineData("""{"data":{"x":{"instructions":[{"entries":[{"content":{"itemContent":{"tweet_results":{"result":{"rest_id":"\ud800","legacy":{"full_text":"\udc00"}}}}}}]}]}}}""")]
    public void Nonsense_is_an_answer_without_posts(string body) => Assert.Empty(NetworkReader.Read(body).Posts);

    private static JsonObject Limited(JsonObject tweet, string action) => new()
    {
        ["__typename"] = "TweetWithVisibilityResults",
        ["limitedActionResults"] = new JsonObject { ["limited_actions"] = new JsonArray(new JsonObject { ["action"] = action }) },
        ["tweet"] = tweet,
    };
}
