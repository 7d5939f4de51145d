using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Running;
using XBot.Core.Browsers;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.X.Sessions;

namespace XBot.App.Commands;

/// <summary><c>xbot login</c>: a visible Chrome on the login page, until a person is signed in. Nothing is typed for them, nothing is kept of the page.</summary>
internal static class LoginCommand
{
    private const string LoginPath = "/i/flow/login";

    /// <summary>How often a closed window is opened again.</summary>
    private const int MostWindows = 4;

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
        // A daemon goes on with checks and heartbeats, and takes its browser back however we end.
        await using var daemon = await ControlClient.TryConnectAsync(settings.ProfileDir, context.Cancellation);
        using var held = daemon is null ? await InstanceLock.TakeAsync(settings.ProfileDir, InstanceRole.Command, context.Time, context.Cancellation) : null;
        await using var house = await RunnerHouse.OpenAsync(settings, context.Time, new NoteLogs(context.Output), context.Cancellation);
        if (daemon is null)
            return await SignInAsync(context, house);
        await daemon.LendBrowserAsync(context.Cancellation);
        context.Output.Note("The daemon lent its browser; it takes it back when this ends.");
        return await BorrowedAsync(context, house, daemon);
    }

    /// <summary>Only as long as the daemon lives that lent it: the next one on the profile knows of no loan, and two must not drive one Chrome.</summary>
    private static async Task<int> BorrowedAsync(CommandContext context, RunnerHouse house, ControlClient daemon)
    {
        using var loan = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var watching = WatchAsync();
        try
        {
            return await SignInAsync(context with { Cancellation = loan.Token }, house);
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new CommandException("the daemon that lent its browser has ended: run 'xbot login' again");
        }
        finally
        {
            var alone = loan.IsCancellationRequested && !context.Cancellation.IsCancellationRequested;
            using var held = alone ? InstanceLock.TryTake(house.Settings.ProfileDir, InstanceRole.Command, context.Time, out _) : null;
            // Chrome writes its cookies when it closes: the daemon's must find them. One that began meanwhile has taken this Chrome over, or closed it.
            if (!alone || held is not null)
                await house.Keeper.StopAsync(CancellationToken.None);
            await loan.CancelAsync();
            await watching;
        }

        async Task WatchAsync()
        {
            try
            {
                await daemon.EndAsync(loan.Token);
                await loan.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // The login ended first.
            }
        }
    }

    private static async Task<int> SignInAsync(CommandContext context, RunnerHouse house)
    {
        for (var closed = 1; ; closed++)
        {
            try
            {
                return Conclude(context.Output, await SessionAsync(context, house), house.Account);
            }
            catch (BrowserLostException) when (closed < MostWindows)
            {
                context.Output.Note("The window was closed before a login was seen: here it is again; Ctrl-C gives up.");
            }
            catch (BrowserLostException)
            {
                throw new CommandException(ExitCodes.SessionNotValid, $"the window was closed {closed} times before a login was seen: run 'xbot login' again when you want to log in");
            }
        }
    }

    private static async Task<SessionReport> SessionAsync(CommandContext context, RunnerHouse house)
    {
        await house.Keeper.EnsureAsync(context.Cancellation);
        var session = await house.Readers.Session.LoadAsync(context.Cancellation);
        if (session.State == SessionState.Ok)
            return session;
        await house.Readers.Page.NavigateAsync(house.Settings.Site.At(LoginPath), LoadDeadline, context.Cancellation);
        context.Output.Note($"Log in to {house.Settings.Site.Origin} in the Chrome window; Ctrl-C gives up.");
        await WaitAsync(context, house.Readers.SessionReader);
        return await house.Readers.Session.LoadAsync(context.Cancellation);
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
