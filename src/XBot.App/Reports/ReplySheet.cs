using System.Globalization;
using XBot.App.CommandLine;
using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary>Replies for people.</summary>
internal static class ReplySheet
{
    public static void Table(IEnumerable<Reply> replies, Output output, DateTimeOffset now) => output.Table(
        ["Id", "State", "Score", "To", "Their post", "Our reply", "Age"],
        replies.Select(reply => new[]
        {
            Number(reply.Id), reply.State.Name(), Score(reply), "@" + reply.TargetAuthor,
            ShortText.Of(reply.TargetText, 40), ShortText.Of(reply.Text, 60), Times.Ago(reply.CreatedAt, now),
        }));

    public static void Write(Reply reply, Output output, DateTimeOffset now)
    {
        foreach (var (name, value) in Facts(reply, now))
            if (value is not null)
                output.Line(name.PadRight(14) + Printable.Of(value.ReplaceLineEndings("\n")).ReplaceLineEndings("\n" + new string(' ', 14)));
    }

    /// <summary>What a person who writes must have in view.</summary>
    public static string Target(Reply reply, DateTimeOffset now) =>
        $"@{reply.TargetAuthor}, {Times.Ago(reply.TargetPostedAt, now)}, {reply.TargetPermalink}\n\n{reply.TargetText}";

    private static IEnumerable<(string Name, string? Value)> Facts(Reply reply, DateTimeOffset now)
    {
        yield return ("Reply", $"{Number(reply.Id)}, {reply.State.Name()}");
        yield return ("Account", reply.Account.AccountId);
        yield return ("To", $"@{reply.TargetAuthor}, {Times.Both(reply.TargetPostedAt, now)}");
        yield return ("", reply.TargetPermalink);
        yield return ("Their post", reply.TargetText);
        yield return ("Our reply", reply.Text);
        yield return ("Score", $"{Score(reply)}: {reply.Reason}");
        yield return ("Approved by", reply.ApprovedBy);
        yield return ("Written", Times.Both(reply.CreatedAt, now));
        yield return ("Changed", Times.Both(reply.UpdatedAt, now));
        yield return ("Expires", Times.Both(reply.ExpiresAt, now));
        yield return ("Clicked", reply.ClickedAt is { } clicked ? Times.Both(clicked, now) : null);
        yield return ("On X as", reply.TweetId);
        yield return ("", ReplyProof.Permalink(reply));
        yield return ("Evidence", reply.Evidence is { } evidence ? $"{evidence}: {ReplyProof.Words(reply)}" : null);
        yield return ("Proved", ReplyProof.At(reply) is { } proved ? Times.Both(proved, now) : null);
        yield return ("Refusal code", reply.RefusalCode is { } code ? Number(code) : null);
        yield return ("Note", reply.Note);
    }

    private static string Score(Reply reply) => reply.Score.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
