using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Sandbox;

namespace XBot.App.Commands;

/// <summary><c>xbot sandbox</c>: an X that we own, alone, until it is stopped.</summary>
internal static class SandboxCommand
{
    public static Command Create(CommandHost host)
    {
        var port = NumberOption.Create("--port", "The port on 127.0.0.1; 0 takes a free one", 0, 0, 65535, "-p");
        var autoLogin = new Option<bool>("--auto-login") { Description = "Sign each new visitor in as @demo" };
        var seed = new Option<int>("--seed") { Description = "Seed of the invented people and posts", DefaultValueFactory = _ => 1 };
        var timeline = new Option<string?>("--timeline") { Description = "A captured timeline response to show as home", HelpName = "FILE" };
        var command = new Command("sandbox", "Run an invented X on this machine, for trying things out") { port, autoLogin, seed, timeline };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation), new SandboxOptions
        {
            Port = arguments.GetValue(port),
            AutoLogin = arguments.GetValue(autoLogin),
            Seed = arguments.GetValue(seed),
            TimelineFile = arguments.GetValue(timeline) is { } file ? Path.GetFullPath(file, host.WorkingDirectory) : null,
        }));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, SandboxOptions options)
    {
        context.LoadSettings(environmentOnly: true);
        await using var sandbox = await SandboxServer.StartAsync(options, context.Time, context.Cancellation);
        context.Output.Json(new SandboxAddress(sandbox.Url.GetLeftPart(UriPartial.Authority)), ReportJson.Default.SandboxAddress);
        await context.Host.Stdout.FlushAsync(context.Cancellation);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.Cancellation);
        return ExitCodes.Done;
    }
}
