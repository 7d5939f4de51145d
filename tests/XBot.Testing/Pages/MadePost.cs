using System.Globalization;
using System.Net;
using XBot.Core.Posts;

namespace XBot.Testing.Pages;

/// <summary>A post as X's client writes it, in the structure of the saved pages of 2026 without their class names.</summary>
public sealed record MadePost
{
    public static readonly DateTimeOffset Time = new(2026, 2, 3, 16, 48, 54, TimeSpan.Zero);

    public required string Id { get; init; }
    public string Handle { get; init; } = "ada";
    public string Name { get; init; } = "Ada";

    /// <summary>Markup of the text; null for a post without one.</summary>
    public string? Text { get; init; } = "hello";

    public string Lang { get; init; } = "en";
    public string? Label { get; init; } = "1 reply, 2 reposts, 3 likes, 4 bookmarks, 5 views";

    /// <summary>Labels of the buttons: reply, repost, like, bookmark, views; null: without one.</summary>
    public string?[] Buttons { get; init; } = ["1 Replies. Reply", "2 reposts. Repost", "3 Likes. Like", "Bookmark", "5 views. View post analytics"];

    /// <summary>Markup of the row above the author: socialContext.</summary>
    public string Social { get; init; } = "";

    public bool LineAbove { get; init; }

    /// <summary>Markup between the author and the text: a «Replying to».</summary>
    public string BeforeText { get; init; } = "";

    /// <summary>Markup after the text: media, a quote, a community note.</summary>
    public string AfterText { get; init; } = "";

    public bool WithTime { get; init; } = true;

    public static string IdOf(int n) => Snowflake.IdAt(Time, n);

    public string Html()
    {
        var time = WithTime
            ? $"""<a href="/{Handle}/status/{Id}" dir="ltr" role="link"><time datetime="{(Snowflake.TimeOf(Id) ?? Time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.000'Z'", CultureInfo.InvariantCulture)}">2h</time></a>"""
            : "";
        var line = LineAbove ? "<div><div></div></div>" : "";
        var text = Text is null ? "" : $"""<div dir="auto" lang="{Lang}" data-testid="tweetText"><span>{Text}</span></div>""";
        return $"""
            <div data-testid="cellInnerDiv"><article role="article" tabindex="0" data-testid="tweet"><div><div>
            <div><div>{line}<div>{Social}</div></div></div>
            <div><div><div data-testid="Tweet-User-Avatar"><div data-testid="UserAvatar-Container-{Handle}"><a href="/{Handle}" aria-hidden="true" role="link"></a></div></div></div>
            <div><div>{Author(Handle, Name, time)}</div>
            <div>{BeforeText}{text}</div>{AfterText}
            <div>{Actions()}</div></div></div>
            </div></div></article></div>
            """;
    }

    public static string Author(string handle, string name, string time) =>
        $"""<div data-testid="User-Name"><div><div><a href="/{handle}" role="link"><div dir="ltr"><span><span>{WebUtility.HtmlEncode(name)}</span></span></div></a></div></div><div><div><div><a href="/{handle}" role="link" tabindex="-1"><div dir="ltr"><span>@{handle}</span></div></a></div><div dir="ltr" aria-hidden="true"><span>·</span></div><div>{time}</div></div></div></div>""";

    public static string Quote(string handle, string name, string text) =>
        $"""<div><div dir="ltr"><span>Quote</span></div><div tabindex="0" role="link"><div><div data-testid="Tweet-User-Avatar"></div><div data-testid="User-Name"><div><div><div dir="ltr"><span>{WebUtility.HtmlEncode(name)}</span></div></div></div><div><div><div dir="ltr"><span>@{handle}</span></div><div dir="ltr"><time datetime="2020-01-01T00:00:00.000Z">1 Jan</time></div></div></div></div></div><div><div dir="auto" lang="en" data-testid="tweetText"><span>{text}</span></div></div><div><a href="/{handle}/status/1212121212121212121/photo/1" role="link"><div data-testid="tweetPhoto"></div></a></div></div></div>""";

    public static string Advertisement(string html) =>
        $"""<div data-testid="placementTracking"><div data-testid="top-impression-pixel"></div><div data-testid="right-impression-pixel"></div><div data-testid="bottom-impression-pixel"></div><div data-testid="left-impression-pixel"></div>{html}</div>""";

    private string Actions()
    {
        var label = Label is null ? "" : $" aria-label=\"{WebUtility.HtmlEncode(Label)}\"";
        string Named(int i) => Buttons[i] is { } text ? $" aria-label=\"{WebUtility.HtmlEncode(text)}\"" : "";
        return $"""<div role="group"{label}><div><button data-testid="reply"{Named(0)}>9K</button></div><div><button data-testid="retweet"{Named(1)}>2122</button></div><div><button data-testid="like"{Named(2)}></button></div><div><a href="/{Handle}/status/{Id}/analytics"{Named(4)}></a></div><div><button data-testid="bookmark"{Named(3)}></button></div></div>""";
    }
}
