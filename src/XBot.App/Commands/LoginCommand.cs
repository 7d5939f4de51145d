using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Running;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.X.Sessions;

namespace XBot.App.Commands;

/// <summary><c>xbot login</c>: a visible Chrome on the login page, until a person is signed in. Nothing is typed for them, nothing is kept of the page.</summary>
internal static class LoginCommand
{
    private const string LoginPath = "/i/flow/login";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LoadDeadline = TimeSpan.FromSeconds(60);

    public static Command Create(CommandHost host)
    {
        var command = new Command("login", "Open a visible Chrome on the login page and wait until you are signed in");
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        var settings = Visible(context);
        ProfileFolder.Prepare(settings.ProfileDir);
        await using (var daemon = await ControlClient.TryConnectAsync(settings.ProfileDir, context.Cancellation))
        {
            if (daemon is not null)
                throw new CommandException(ExitCodes.AlreadyHeld, $"a daemon works with the browser of {settings.ProfileDir}: stop it, log in, and start it again");
        }

        using var held = await InstanceLock.TakeAsync(settings.ProfileDir, InstanceRole.Command, context.Time, context.Cancellation);
        await using var house = await RunnerHouse.OpenAsync(settings, context.Time, new NoteLogs(context.Output), context.Cancellation);
        await house.Keeper.EnsureAsync(context.Cancellation);
        var session = await house.Readers.Session.LoadAsync(context.Cancellation);
        if (session.State != SessionState.Ok)
        {
            await house.Readers.Page.NavigateAsync(settings.Site.At(LoginPath), LoadDeadline, context.Cancellation);
            context.Output.Note($"Log in to {settings.Site.Origin} in the Chrome window; Ctrl-C gives up.");
            await WaitAsync(context, house.Readers.SessionReader);
            session = await house.Readers.Session.LoadAsync(context.Cancellation);
        }

        return Conclude(context.Output, session, house.Account);
    }

    /// <summary>A sandbox may be signed in to without a window: it can do that by itself.</summary>
    private static RunnerSettings Visible(CommandContext context)
    {
        var settings = context.Settings;
        if (settings is { Site.IsLoopback: true, Headless: true })
            return settings;
        return context.Host.HasDisplay
            ? settings with { Headless = false }
            : throw new CommandException(ExitCodes.BrowserNotAvailable, "login shows Chrome, and there is no display here: run it on this machine's desktop, or set DISPLAY to one");
    }

    /// <summary>Only glances: a picture of somebody's login is nothing to keep.</summary>
    private static async Task WaitAsync(CommandContext context, SessionReader reader)
    {
        SessionState? shown = null;
        while (true)
        {
            var verdict = (await reader.GlanceAsync(context.Cancellation)).Verdict;
            if (verdict.State == SessionState.Ok)
                return;
            if (verdict.State != shown && verdict.State is not (SessionState.Unknown or SessionState.NotRendering))
                context.Output.Note($"{verdict.State.Name()}: {verdict.Reason}");
            shown = verdict.State;
            await Task.Delay(Pause, context.Time, context.Cancellation);
        }
    }

    private static int Conclude(Output output, SessionReport session, BoundAccount bound)
    {
        if (session is not { State: SessionState.Ok, AccountId: { } account })
            throw new CommandException(ExitCodes.SessionNotValid, $"the session is {session.State.Name()}: {session.Reason}");
        if (bound.AccountId is { } other && other != account)
            throw new CommandException(ExitCodes.SessionNotValid, $"this is account {account}, and the profile belongs to account {other}: log in as that one, or set RUNNER_PROFILE_DIR to another folder");
        bound.Bind(account);
        output.Line($"logged in as @{session.Handle ?? account} (account {account})");
        return ExitCodes.Done;
    }
}
