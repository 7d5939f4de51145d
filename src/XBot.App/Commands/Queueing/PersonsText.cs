using System.CommandLine;
using XBot.App.CommandLine;

namespace XBot.App.Commands.Queueing;

/// <summary>Where a person's text comes from: <c>--text</c>, or an editor.</summary>
internal static class PersonsText
{
    public static Option<string?> Option() => new("--text", "-t") { Description = "The text; without it $VISUAL or $EDITOR opens" };

    /// <summary>The text, without blanks at its ends; null when it was left as it was or emptied.</summary>
    /// <param name="given">From <c>--text</c>.</param>
    /// <param name="draft">What the editor starts with.</param>
    /// <param name="about">Shown below it.</param>
    /// <exception cref="CommandException">There is neither a text nor a terminal for an editor.</exception>
    public static async Task<string?> ReadAsync(CommandContext context, string? given, string draft, string about)
    {
        if (given is null && !context.Host.IsInteractive)
            throw new CommandException(ExitCodes.ConfigurationInvalid, "there is no terminal for an editor: give the text with --text");
        var text = (given ?? await TextEditor.EditAsync(context.Host, draft, about, context.Cancellation)).Trim();
        return text.Length == 0 || text == draft.Trim() ? null : text;
    }
}
