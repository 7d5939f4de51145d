namespace XBot.Tests.X.Reading;

/// <summary>The action group's label in the languages of its readers. Buttons show cut or half-animated figures: only labels count.</summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class FiguresTests(BrowserFixture browser)
{
    public static TheoryData<string, string?, string?[], long?[]> Labels() => new()
    {
        { "all five, whatever the language", "૧ x, 2 y, 3 z, 4 w, 5 v", [null, null, null, null, null], [1, 2, 3, 5] },
        { "zeros are left out", "1 reply, 31 views", ["1 Reply. Reply", "0 reposts. Repost", "0 Likes. Like", "Bookmark", "31 views. View post analytics"], [1, null, null, 31] },
        { "none at all", null, ["0 Replies. Reply", "0 reposts. Repost", "0 Likes. Like", "Bookmark", "View post analytics"], [null, null, null, null] },
        { "our own like and repost stand among them", "3 replies, 30 reposts, Reposted, 37 likes, Liked, 3 bookmarks", ["3 Replies. Reply", "30 reposts. Reposted", "37 Likes. Liked", "Bookmarked", "View post analytics"], [3, 30, 37, null] },
        { "Chinese", "6 回复、213 喜欢、10 书签、5528 次观看", ["6 回复。回复", "0 次转帖。转帖", "213 喜欢次数。喜欢", "书签", "5528 次查看。查看帖子分析"], [6, null, 213, 5528] },
        { "Japanese, without button labels", "20 件の返信、745 件のいいね、78370 件の表示", [null, null, null, null, null], [20, null, 745, 78370] },
        { "German, grouped", "1.234 Antworten, 5 Reposts, 12.345.678 Mal angezeigt", ["1.234 Antworten. Antworten", "5 Reposts. Reposten", "0 Gefällt mir-Angaben", "Lesezeichen", "12.345.678 Aufrufe"], [1234, 5, null, 12345678] },
        { "French, grouped with narrow spaces", "2 réponses, 3 reposts, 1\u202f122\u202f900 vues", ["2 Réponses. Répondre", "3 reposts. Reposter", "0 J'aime. J'aime", "Signet", null], [2, 3, null, 1122900] },
        { "a language nobody thought of, by its buttons", "7 zz, 9 yy, 11 xx", ["7 zz", "0 qq", "9 yy", "ww", "11 xx"], [7, null, 9, 11] },
        { "a focal post: the views have no link", "1 reply, 4 likes, 2 bookmarks, 809 views", ["1 Reply. Reply", "0 reposts. Repost", "4 Likes. Like", "2 Bookmarks. Bookmark", null], [1, null, 4, 809] },
        { "a figure that two slots could be is not known", "7 zz", [null, null, null, null, null], [null, null, null, null] },
        { "the label wins over what a button says", "2 replies, 5 reposts, 8 likes, 1 bookmark, 99 views", ["3 Replies. Reply", "6 reposts. Repost", "8 Likes. Like", "Bookmark", "100 views"], [2, 5, 8, 99] },
        { "Spanish, grouped, by its words alone", "1.234 respuestas, 5 reposts, 12.345 visualizaciones", [null, null, null, null, null], [1234, 5, null, 12345] },
        { "English, grouped, by its words alone", "1,234 replies, 5,678 likes, 9,012,345 views", [null, null, null, null, null], [1234, null, 5678, 9012345] },
        { "Korean puts the word first", "답글 3개, 재게시 2건, 마음에 들어요 15개, 조회수 1,100회", [null, null, null, null, null], [3, 2, 15, 1100] },
        { "Persian digits with their own comma", "۱۲ x، ۳ y، ۴۵ z، ۶ w، ۱٬۱۲۲٬۹۰۰ v", [null, null, null, null, null], [12, 3, 45, 1122900] },
        { "Indian groups", "1 x, 2 y, 3 z, 4 w, 12,34,567 v", [null, null, null, null, null], [1, 2, 3, 1234567] },
        { "Swiss groups", "1 x, 2 y, 3 z, 4 w, 1’234’567 v", [null, null, null, null, null], [1, 2, 3, 1234567] },
        { "Hebrew", "7 תגובות, 2 פרסומים מחדש, 9 לייקים, 1 סימניות, 300 צפיות", [null, null, null, null, null], [7, 2, 9, 300] },
        { "nonsense is no figure", ", , 99999999999999999999999999 views,,", [null, null, null, null, null], [null, null, null, 999999999999999] },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Figures_are_read_from_the_label(string name, string? label, string?[] buttons, long?[] expected)
    {
        browser.Server.Serve("/figures", PageMaker.App(new MadePost { Id = MadePost.IdOf(1), Label = label, Buttons = buttons }.Html()));

        var post = Assert.Single((await browser.Readers().Posts.ReadPageAsync("/figures", TestContext.Current.CancellationToken)).Posts);

        Assert.True(expected.SequenceEqual([post.Replies, post.Reposts, post.Likes, post.Views]), $"{name}: {post.Replies}, {post.Reposts}, {post.Likes}, {post.Views}");
    }
}
