namespace XBot.App.CommandLine;

/// <summary>Ends a command with this exit code and the message as its one line on stderr.</summary>
public sealed class CommandException : Exception
{
    public CommandException() { }
    public CommandException(string message) : base(message) { }
    public CommandException(string message, Exception inner) : base(message, inner) { }
    public CommandException(int exitCode, string message) : base(message) => ExitCode = exitCode;

    public int ExitCode { get; } = ExitCodes.UnexpectedError;
}
