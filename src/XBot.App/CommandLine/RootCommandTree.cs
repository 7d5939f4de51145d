using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using XBot.App.Commands;

namespace XBot.App.CommandLine;

/// <summary>Every command there is.</summary>
internal static class RootCommandTree
{
    private const string Description = "xBOT runner keeps a Chrome with an open X session alive and works through a reply pipeline with it.";

    public static RootCommand Create(CommandHost host)
    {
        CommandGroup[] groups =
        [
            new("Start here", [DemoCommand.Create(host)]),
            new("Run", [DaemonCommand.Create(host), ScheduleOnceCommand.Create(host), HarvestCommand.Create(host), PauseCommand.Create(host), ResumeCommand.Create(host)]),
            new("Browser and session", [ChromeCommand.Create(host), SessionCommand.Create(host), LoginCommand.Create(host)]),
            new("Look", [StatusCommand.Create(host), DoctorCommand.Create(host), EventsCommand.Create(host), LogsCommand.Create(host)]),
            new("Replies", [QueueCommand.Create(host), OptOutCommand.Create(host), RulesCommand.Create(host)]),
            new("Set up", [ConfigCommand.Create(host), ServiceCommand.Create(host), DbCommand.Create(host), SandboxCommand.Create(host)]),
        ];

        var root = new RootCommand(Description);
        foreach (var command in groups.SelectMany(group => group.Commands))
            root.Add(command);

        var help = root.Options.OfType<HelpOption>().Single();
        var rootHelp = new RootHelp(Description, groups, (SynchronousCommandLineAction)help.Action!);
        help.Action = rootHelp;
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        root.SetAction(_ =>
        {
            rootHelp.Write(host.Stdout);
            return ExitCodes.Done;
        });
        return root;
    }
}
