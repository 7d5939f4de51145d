using Microsoft.Extensions.Time.Testing;
using XBot.Chrome;
using XBot.X.Sessions;

namespace XBot.Tests.X.Sessions;

public sealed class RateLimitMemoryTests
{
    private readonly FakeTimeProvider time = new();

    private static NetworkExchange Answer(int? status, string body = "{}") =>
        new("1", "GET", "https://x.com/i/api/graphql/abc/HomeTimeline?variables=%7B%7D", null, status, body, null);

    [Fact]
    public void A_refused_call_is_remembered_by_its_name_until_its_time_is_over()
    {
        var memory = new RateLimitMemory(time, TimeSpan.FromMinutes(15));

        memory.Note([Answer(200), Answer(429)]);
        Assert.Equal("HTTP 429 on HomeTimeline", memory.Current);

        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(memory.Current);
    }

    [Fact]
    public void A_good_answer_after_it_clears_it_and_an_unfinished_one_does_not()
    {
        var memory = new RateLimitMemory(time, TimeSpan.FromMinutes(15));

        memory.Note([Answer(200, """{"errors":[{"code":88,"message":"Rate limit exceeded."}]}"""), Answer(null)]);
        Assert.Equal("code 88 on HomeTimeline", memory.Current);

        memory.Note([Answer(200)]);
        Assert.Null(memory.Current);
    }

    [Fact]
    public void A_good_answer_to_another_call_says_nothing_about_it()
    {
        var memory = new RateLimitMemory(time, TimeSpan.FromMinutes(15));

        memory.Note([Answer(429), Answer(200) with { Url = "https://x.com/i/api/2/badge_count/badge_count.json" }]);

        Assert.Equal("HTTP 429 on HomeTimeline", memory.Current);
    }

    [Theory]
    [InlineData("""{"errors":[{"code":88},{"code":187}]}""", new[] { 88, 187 })]
    [InlineData("""{"errors":[{"code":"88"},null,3]}""", new int[0])]
    [InlineData("""{"errors":{}}""", new int[0])]
    [InlineData("""["errors"]""", new int[0])]
    [InlineData("""{"errors":[""", new int[0])]
    [InlineData("", new int[0])]
    public void Codes_are_read_from_any_answer_without_an_error(string body, int[] expected) => Assert.Equal(expected, GraphQlErrors.CodesIn(body));
}
