using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Demo;

namespace XBot.App.Commands;

/// <summary><c>xbot demo</c>: sandbox X, Chrome, daemon and store, from nothing to confirmed replies.</summary>
internal static class DemoCommand
{
    private const int MostReplies = 60;

    public static Command Create(CommandHost host)
    {
        var replies = NumberOption.Create("--replies", $"End when so many replies are confirmed, 1 to {MostReplies}", 5, 1, MostReplies);
        var keep = new Option<bool>("--keep") { Description = "Leave the profile with its database behind, for a look" };
        var headed = new Option<bool>("--headed") { Description = "Show Chrome's window" };
        var timeline = new Option<string?>("--timeline") { Description = "A captured timeline response that the sandbox shows as home", HelpName = "FILE" };

        var command = new Command("demo", "Watch the whole system work against a sandbox of its own") { replies, keep, headed, timeline };
        command.SetAction((arguments, cancellation) => new DemoRun(
            host,
            new Output(host),
            new DemoRequest(arguments.GetValue(replies), arguments.GetValue(keep), arguments.GetValue(headed), arguments.GetValue(timeline)),
            cancellation).RunAsync());
        return command;
    }
}
