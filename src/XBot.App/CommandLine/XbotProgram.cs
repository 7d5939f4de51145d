using System.CommandLine;
using System.CommandLine.Invocation;
using XBot.App.Configuration;

namespace XBot.App.CommandLine;

/// <summary>The program as a function: a command line and a host in, an exit code out.</summary>
public static class XbotProgram
{
    public static Task<int> RunAsync(string[] args, CommandHost host) => GuardAsync(host, () =>
    {
        // "@handle" is an author, not a file of arguments.
        var parse = RootCommandTree.Create(host).Parse(SeedNames.Translate(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction)
            return Task.FromResult(Usage(parse, new Output(host)));
        var invocation = new InvocationConfiguration
        {
            Output = host.Stdout,
            Error = host.Stderr,
            EnableDefaultExceptionHandler = false,
            // Signals are ours: see Program.
            ProcessTerminationTimeout = null,
        };
        return parse.InvokeAsync(invocation, host.Stop.Token);
    });

    /// <summary>Runs <paramref name="command"/> and turns however it ends into an exit code and at most one message.</summary>
    public static async Task<int> GuardAsync(CommandHost host, Func<Task<int>> command)
    {
        try
        {
            var code = await command();
            return code == ExitCodes.Done && host.Stop.Interrupted ? ExitCodes.Interrupted : code;
        }
        catch (OperationCanceledException) when (host.Stop.Token.IsCancellationRequested)
        {
            return host.Stop.Interrupted ? ExitCodes.Interrupted : ExitCodes.Done;
        }
#pragma warning disable CA1031 // The outermost place: whatever happened becomes a line and an exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var output = new Output(host);
            var (code, line) = Failures.Describe(failure);
            output.Error(line);
            if (host.Variable("XBOT_DEBUG") is "1" or "true")
                output.Note(failure.ToString());
            return code;
        }
    }

    private static int Usage(ParseResult parse, Output output)
    {
        var command = parse.CommandResult.Command;
        var unknown = parse.UnmatchedTokens.Count > 0 ? parse.UnmatchedTokens[0] : null;
        var meant = unknown is null ? null : NearMisses.Find(unknown, command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name)));
        var path = command is RootCommand ? "xbot" : "xbot " + string.Join(' ', Path(parse));
        var hint = meant is null ? $"'{path} --help' shows what there is" : $"did you mean '{meant}'?";
        output.Error($"{parse.Errors[0].Message.TrimEnd('.')}; {hint}");
        return ExitCodes.ConfigurationInvalid;
    }

    private static Stack<string> Path(ParseResult parse)
    {
        var names = new Stack<string>();
        for (var result = parse.CommandResult; result.Command is not RootCommand; result = (System.CommandLine.Parsing.CommandResult)result.Parent!)
            names.Push(result.Command.Name);
        return names;
    }
}
