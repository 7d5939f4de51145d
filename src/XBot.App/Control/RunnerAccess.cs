using XBot.App.CommandLine;
using XBot.App.Running;

namespace XBot.App.Control;

/// <summary>A command's way to what it wants done: the daemon that runs on the profile, or this process itself, holding the profile meanwhile.</summary>
internal sealed class RunnerAccess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IAsyncDisposable _owner;
    private readonly InstanceLock? _lock;

    private RunnerAccess(IRunnerOperations operations, IAsyncDisposable owner, InstanceLock? held) => (Operations, _owner, _lock) = (operations, owner, held);

    public IRunnerOperations Operations { get; }

    /// <exception cref="CommandException">Exit code 6: somebody else's command does not end, or a daemon holds the profile and does not answer.</exception>
    public static async Task<RunnerAccess> OpenAsync(CommandContext context)
    {
        var profile = context.Settings.ProfileDir;
        ProfileFolder.Prepare(profile);
        var began = context.Time.GetTimestamp();
        while (true)
        {
            // Asked first each time: a daemon that is just starting holds the lock a moment before it listens.
            if (await ControlClient.TryConnectAsync(profile, context.Cancellation) is { } daemon)
                return new RunnerAccess(daemon, daemon, null);
            if (InstanceLock.TryTake(profile, InstanceRole.Command, context.Time, out var holder) is { } held)
                return await HereAsync(context, held);
            if (context.Time.GetElapsedTime(began) >= InstanceLock.Patience)
                throw InstanceLock.Refuse(profile, holder);
            await Task.Delay(Pause, context.Time, context.Cancellation);
        }
    }

    /// <summary>Chrome stays: commands leave it running.</summary>
    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        _lock?.Dispose();
    }

    private static async Task<RunnerAccess> HereAsync(CommandContext context, InstanceLock held)
    {
        try
        {
            var house = await RunnerHouse.OpenAsync(context.Settings, context.Time, new NoteLogs(context.Output), context.Cancellation);
            return new RunnerAccess(new LocalOperations(house), house, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
