using XBot.X.Selectors;

namespace XBot.Tests.X.Selectors;

public sealed class SelectorBookTests
{
    [Fact]
    public void Without_a_file_the_book_is_the_known_one() => Assert.Same(SelectorBook.Default, SelectorBook.Load(null));

    [Fact]
    public void Every_entry_is_valid_and_says_what_it_finds()
    {
        Assert.All(SelectorBook.Default.Entries, entry =>
        {
            Assert.Null(SelectorSyntax.WhyWrong(entry.Value, entry.Kind));
            Assert.NotEmpty(entry.Finds);
        });
        Assert.All(SelectorNames.Timelines, name => Assert.NotEmpty(SelectorBook.Default[name]));
    }

    [Fact]
    public void An_override_replaces_one_entry_and_reaches_the_page_scripts()
    {
        var book = SelectorBook.Parse("""{ "text": " [data-testid='postText'] ", "searchTimeline": "SearchTimelineV2", /* why */ }""", "mine.json");

        Assert.Equal("[data-testid='postText']", book.Argument.GetProperty("text").GetString());
        Assert.Equal("SearchTimelineV2", book[SelectorNames.SearchTimeline]);
        Assert.Equal(SelectorBook.Default.Argument.GetProperty("post").GetString(), book.Argument.GetProperty("post").GetString());
        Assert.Equal(["text", "searchTimeline"], book.Overridden);
    }

    [Theory]
    [InlineData("""{ "txt": "p" }""", "txt is no name of a selector; known are ")]
    [InlineData("""{ "text": 3 }""", "text is a number; it must be a string")]
    [InlineData("""{ "text": null }""", "text is null; it must be a string")]
    [InlineData("""{ "text": "p", "text": "q" }""", "text stands there twice")]
    [InlineData("""{ "text": "" }""", "is empty")]
    [InlineData("""{ "text": "[data-testid=\"x\"" }""", "lacks a ]")]
    [InlineData("""{ "text": "[data-testid=\"x]" }""", "is not closed")]
    [InlineData("""{ "text": "p, , q" }""", "comma with nothing before it")]
    [InlineData("""{ "text": "p," }""", "ends with a comma")]
    [InlineData("""{ "text": "p)" }""", "has a ) too many")]
    [InlineData("""{ "text": "p { color: red }" }""", "has a { at character 3")]
    [InlineData("""{ "text": "p::before" }""", "pseudo-element")]
    [InlineData("""{ "text": "//div[@data-testid]" }""", "no CSS selector")]
    [InlineData("""{ "text": "div >" }""", "not complete")]
    [InlineData("""{ "text": "a[href^=/login]" }""", "needs quotes")]
    [InlineData("""{ "text": "a[data-testid=7up]" }""", "needs quotes")]
    [InlineData("""{ "text": "div[=\"a\"]" }""", "no attribute's name")]
    [InlineData("""{ "homeTimeline": "Home Timeline" }""", "no operation's name")]
    [InlineData("""["text"]""", "an array instead of one object")]
    [InlineData("""{ "text" """, "is no JSON: line 1")]
    public void A_broken_override_is_refused_in_one_line_that_names_it(string json, string expected)
    {
        var refused = Assert.Throws<SelectorFileException>(() => SelectorBook.Parse(json, "mine.json"));

        Assert.StartsWith("SELECTORS_FILE mine.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("/nowhere/selectors.json", Assert.Throws<SelectorFileException>(() => SelectorBook.Load("/nowhere/selectors.json")).Message, StringComparison.Ordinal);
}
