using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Running;

namespace XBot.App.Commands;

/// <summary><c>xbot resume</c>: takes the STOP file away; with <c>--posting</c> the posting freeze too, which only a person may.</summary>
internal static class ResumeCommand
{
    public static Command Create(CommandHost host)
    {
        var posting = new Option<bool>("--posting") { Description = "End a posting freeze too: look at the account in a browser first" };
        var command = new Command("resume", "Go on after a pause") { posting };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetValue(posting)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool posting)
    {
        var profile = context.Settings.ProfileDir;
        ProfileFolder.Prepare(profile);
        var paused = new StopFile(profile).Remove();
        context.Output.Line(paused ? "resumed" : "it was not paused");
        if (!posting)
            return ExitCodes.Done;
        await using var access = await RunnerAccess.OpenAsync(context);
        var frozen = await access.Operations.ResumePostingAsync(Environment.UserName, context.Cancellation);
        context.Output.Line(frozen ? "posting goes on" : "posting was not frozen");
        return ExitCodes.Done;
    }
}
