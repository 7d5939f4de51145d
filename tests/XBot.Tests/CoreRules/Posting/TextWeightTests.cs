using XBot.Core.Posting;
using XBot.Core.Texts;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>What X's published text configuration (version 3) and its conformance cases say of lengths.</summary>
public sealed class TextWeightTests
{
    public static TheoryData<string, string, int> Facts() => new()
    {
        { "Latin", "This is a test.", 15 },
        { "nothing", "", 0 },
        { "a line break is one", "a\nb", 3 },
        { "accents, composed and not, are one each", "café cafe\u0301", 9 },
        { "Cyrillic, Greek, Hebrew, Arabic, Hindi are light", "шалом γεια שלום سلام नमस्ते", 27 },
        { "Georgian is the last light alphabet", "\u10FF\u1100", 3 },
        { "Korean", "저찀쯿쿿", 8 },
        { "Japanese", "のを日", 6 },
        { "full-width Latin is heavy", "ＡＢ", 4 },
        { "general punctuation is light", "“quote” – dash — ‘x’", 20 },
        { "the ellipsis is not among it", "…", 2 },
        { "the euro and the arrow neither", "€→", 4 },
        { "an ideograph beyond the basic plane", "𠮷", 2 },
        { "a cat and a smile", "H🐱☺", 5 },
        { "a family of four is one emoji", "H🐱☺👨‍👩‍👧‍👦", 7 },
        { "skin tones and professions", "🙋🏽👨‍🎤", 4 },
        { "a flag is one, two are two", "🇩🇪🇯🇵", 4 },
        { "the flag of England is one", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 2 },
        { "the rainbow flag", "🏳️‍🌈", 2 },
        { "a keycap, with its mark and without", "1️⃣#⃣", 4 },
        { "a digit is no emoji", "1#*", 3 },
        { "a heart, with its mark and without", "❤️❤", 4 },
        { "the copyright sign is text, marked it is an emoji", "©©️", 3 },
        { "a joiner in Sinhala joins no emoji", "ක්\u200Dෂ", 4 },
        { "a link", "http://test.com", 23 },
        { "a link with a path of any length", "https://example.com/a/very/long/path/that/goes/on/and/on?and=on#and-on", 23 },
        { "a short link of X's own", "Hi https://t.co/Ab1Cd2Ef3G", 26 },
        { "a host alone", "test.com", 23 },
        { "several", "Test https://test.com test https://test.com test.com test", 86 },
        { "the sentence's end is none of the link", "See https://example.com/a.", 28 },
        { "nor are brackets around it", "(https://example.com)", 25 },
        { "nor is what goes on without a blank", "https://example.comを見て", 29 },
        { "140 heavy ones fill a post", new string('の', 140), 280 },
        { "280 light ones too", new string('é', 280), 280 },
    };

    [Theory, MemberData(nameof(Facts))]
    public void A_text_weighs_what_X_says(string name, string text, int weight) => Assert.True(weight == ReplyText.Weight(text), $"{name}: {ReplyText.Weight(text)} instead of {weight}");

    [Theory]
    [InlineData("e\u0301", "\u00E9", 1)]
    [InlineData("か\u3099き\u3099", "がぎ", 4)]
    [InlineData("\u1112\u1161\u11AB", "한", 2)]
    [InlineData("e\u0302\u0323", "\u1EC7", 2)]
    [InlineData("e\u0323\u0302", "\u1EC7", 2)]
    [InlineData("x\u0301", "x\u0301", 2)]
    [InlineData("q\u0307\u0323", "q\u0323\u0307", 3)]
    [InlineData("\u0301a", "\u0301a", 2)]
    public void Letters_and_their_marks_are_one_where_Unicode_has_it(string text, string composed, int weight)
    {
        Assert.Equal(composed, ComposedText.Of(text));
        Assert.Equal(weight, ReplyText.Weight(text));
    }

    [Fact]
    public void A_text_of_280_may_go_out_and_one_of_281_may_not()
    {
        var settings = new XBot.Core.Settings.RunnerSettings { ProfileDir = "/p", RunnerId = "r" };

        Assert.Null(ReplyText.Problem(new string('の', 140), settings, []));
        Assert.Equal("the text weighs 281 of 280 characters", ReplyText.Problem(new string('の', 140) + "a", settings, []));
        Assert.Null(ReplyText.Problem(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 140)), settings, []));
    }
}
