using System.CommandLine;

namespace XBot.App.CommandLine;

/// <summary>The <c>--json</c> of every reading command.</summary>
internal static class JsonOption
{
    private const string Name = "--json";

    /// <summary>One for each command: an option remembers its parents, and programs in-process run side by side.</summary>
    public static Option<bool> Create() => new(Name) { Description = "Print JSON, and nothing else, on standard output" };

    /// <summary>False too where the command has no such option.</summary>
    public static bool IsGiven(ParseResult arguments) =>
        arguments.CommandResult.Command.Options.OfType<Option<bool>>().FirstOrDefault(option => option.Name == Name) is { } option && arguments.GetValue(option);
}
