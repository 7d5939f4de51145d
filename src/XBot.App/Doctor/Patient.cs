using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Reports;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Doctor;

/// <summary>What the questions are about, gathered once.</summary>
/// <param name="Machine">What it runs on.</param>
/// <param name="Store">Null when there is none yet, or it could not be opened.</param>
/// <param name="StoreTrouble">Why it could not be opened.</param>
/// <param name="Heartbeat">The daemon's last words; null when there are none.</param>
internal sealed record Patient(
    LoadedSettings Loaded, CommandHost Machine, DaemonSighting Daemon, IRunnerStore? Store, string? StoreTrouble, LastHeartbeat? Heartbeat) : IAsyncDisposable
{
    public RunnerSettings Settings => Loaded.Settings;

    public TimeProvider Time => Machine.Time;

    public DateTimeOffset Now { get; } = Machine.Time.GetUtcNow();

    public static async Task<Patient> AdmitAsync(LoadedSettings loaded, CommandHost machine, CancellationToken ct)
    {
        var settings = loaded.Settings;
        var daemon = DaemonProbe.Look(settings.ProfileDir);
        IRunnerStore? store = null;
        try
        {
            store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
            return new Patient(loaded, machine, daemon, store, null, store is null ? null : await LastHeartbeat.ReadAsync(store, ct));
        }
        catch (Exception trouble) when (trouble is StoreUnavailableException or StoreRefusedException)
        {
            if (store is not null)
                await store.DisposeAsync();
            return new Patient(loaded, machine, daemon, null, trouble.Message, null);
        }
    }

    public ValueTask DisposeAsync() => Store?.DisposeAsync() ?? ValueTask.CompletedTask;
}
