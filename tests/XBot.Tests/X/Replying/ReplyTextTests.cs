using XBot.X.Replying;

namespace XBot.Tests.X.Replying;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("Well said", "Well said")]
    [InlineData("Well said", "@ann Well said")]
    [InlineData("Well said", "@ann @bob  Well said @carol")]
    [InlineData("@ann Well said", "Well said")]
    [InlineData("Two\nlines", "Two lines")]
    [InlineData("See https://example.com/a/b", "See https://t.co/Ab1Cd2")]
    [InlineData("See https://example.com/a/rather-long/address now", "See https://example.com/a/rather-lo… now")]
    [InlineData("See example.com/a", "See https://t.co/Ab1Cd2")]
    [InlineData("A heart ❤️", "A heart ❤")]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("\u00a0padded\r\n", "padded")]
    public void The_sites_own_changes_are_no_difference(string draft, string seen) => Assert.True(ReplyText.IsSame(draft, seen));

    [Theory]
    [InlineData("Well said", "Well said.")]
    [InlineData("Well said", "well said")]
    [InlineData("Version 3.5", "Version 3.6")]
    [InlineData("Well said", "")]
    [InlineData("", "")]
    [InlineData("ask @ann first", "ask @bob first")]
    public void Another_text_is_another_text(string draft, string seen) => Assert.False(ReplyText.IsSame(draft, seen));

    [Theory]
    [InlineData("a\r\nb\rc ", "a\nb\nc")]
    [InlineData("a\u200bb\u00a0c\ufeff", "ab c")]
    public void A_draft_is_compared_as_the_box_shows_it(string draft, string shown) => Assert.Equal(shown, ReplyText.AsShown(draft));
}
