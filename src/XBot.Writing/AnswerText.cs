using System.Text.RegularExpressions;
using OpenAI.Chat;
using XBot.Core.Drafting;

namespace XBot.Writing;

/// <summary>Makes a reply of a model's answer, or says why it is none. Length, links, mentions and blocked words are judged later, for every writer alike.</summary>
internal static partial class AnswerText
{
    // Many times what X takes; what is longer is not looked through.
    private const int Longest = 4_000;

    public static WrittenReply Judge(ChatCompletion answer, string mark)
    {
        if (!string.IsNullOrEmpty(answer.Refusal))
            return new WrittenReply.Declined("the model refused");
        if (answer.FinishReason == ChatFinishReason.ContentFilter)
            return new WrittenReply.Declined("the endpoint's content filter stopped the answer");
        if (answer.FinishReason == ChatFinishReason.Length)
            return new WrittenReply.Declined("the answer was cut off before its end");

        var said = string.Concat(answer.Content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text));
        var text = Unquoted(Thinking().Replace(said, "").ReplaceLineEndings("\n").Trim());
        return text switch
        {
            "" => new WrittenReply.Declined("the model wrote nothing"),
            _ when text.Length > Longest => new WrittenReply.Declined("the answer is far too long"),
            _ when text.TrimEnd('.', '!') is "SKIP" => new WrittenReply.Declined("the model found nothing to add (SKIP)"),
            _ when text.Contains(mark, StringComparison.Ordinal) || text.Contains("=====POST", StringComparison.Ordinal) => new WrittenReply.Declined("the answer repeats the question's marks"),
            _ when Refusal().IsMatch(text) => new WrittenReply.Declined("the model refused"),
            _ when Markup().IsMatch(text) => new WrittenReply.Declined("the answer holds markup"),
            _ => new WrittenReply.Written(text),
        };
    }

    private static string Unquoted(string text) =>
        text.Length > 2 && (text[0], text[^1]) is ('"', '"') or ('“', '”') or ('«', '»') && text.IndexOfAny(['"', '“', '”', '«', '»'], 1) == text.Length - 1
            ? text[1..^1].Trim()
            : text;

    // Local models think aloud first.
    [GeneratedRegex(@"\A\s*<think>.*?</think>", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"\A(?:(?:I['’]?m|I am) (?:sorry|unable|not able)\b|(?:Sorry|I apologi[sz]e)\b.{0,20}\bI (?:can['’]?t|cannot)\b|I (?:can['’]?t|cannot|can not|won['’]?t) (?:help|assist|comply|write|reply|respond|create|provide)\b|As an AI\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"```|\*\*\S|__\S|\]\(|</?[a-z][^<>]*>|^\s{0,3}(?:#{1,6}|>|[-*]) |^\s*[{\[]\s*""|&[a-z]+;", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
