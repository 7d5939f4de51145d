using XBot.App.CommandLine;
using XBot.Core.Posting;

namespace XBot.App.Commands.Queueing;

/// <summary>Whoever sits at the command line, for the record.</summary>
internal static class Person
{
    /// <summary>Never <see cref="ReplyApproval.Auto"/>, which stands for nobody.</summary>
    public static string Name(CommandHost host) => (host.Variable("USER") ?? host.Variable("LOGNAME")) switch
    {
        null => "person",
        ReplyApproval.Auto => ReplyApproval.Auto + " (a person)",
        var name => name,
    };
}
