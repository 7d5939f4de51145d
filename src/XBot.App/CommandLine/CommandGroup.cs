using System.CommandLine;

namespace XBot.App.CommandLine;

/// <summary>Commands that stand together in the help.</summary>
internal sealed record CommandGroup(string Heading, IReadOnlyList<Command> Commands);
