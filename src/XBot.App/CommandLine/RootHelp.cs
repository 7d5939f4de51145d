using System.CommandLine;
using System.CommandLine.Invocation;

namespace XBot.App.CommandLine;

/// <summary><c>xbot --help</c>: the commands by purpose. A command's own help stays the library's.</summary>
internal sealed class RootHelp(string description, IReadOnlyList<CommandGroup> groups, SynchronousCommandLineAction commandHelp) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand)
            return commandHelp.Invoke(parseResult);
        Write(parseResult.InvocationConfiguration.Output);
        return ExitCodes.Done;
    }

    public void Write(TextWriter writer)
    {
        writer.WriteLine(description);
        writer.WriteLine();
        writer.WriteLine("Usage: xbot <command> [options]");
        var width = groups.SelectMany(group => group.Commands).Max(command => command.Name.Length) + 3;
        foreach (var group in groups)
        {
            writer.WriteLine();
            writer.WriteLine(group.Heading + ":");
            foreach (var command in group.Commands)
                writer.WriteLine("  " + command.Name.PadRight(width) + command.Description);
        }

        writer.WriteLine();
        writer.WriteLine("'xbot <command> --help' tells more. Settings come from the environment, .env.local and .env: see 'xbot config'.");
    }
}
