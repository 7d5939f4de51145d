using XBot.App.Running;
using XBot.Core.Events;
using XBot.Sql;
using XBot.Testing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Crashes.Outside;
using XBot.Tests.Sql.Keeping;

namespace XBot.Tests.Away;

/// <summary>A PostgreSQL that refuses the real program, and may not do so tomorrow: a laptop in a foreign network, a database that is just being restored.</summary>
public sealed class RefusalThatPassesTests(PostgresServer server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Profile => _folder.File("profile");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Under_a_supervisor_it_is_waited_for()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await server.CreateDatabaseAsync(Ct);
        await using var daemon = Start("restored_later", "--service");
        await OutsideDesk.UntilAsync("a heartbeat that waits", () => Task.FromResult(KeptHeartbeats.CountIn(Profile) >= 2 ? "" : null), Ct);
        Assert.False(daemon.HasExited, daemon.Said);

        await StoreRows.RunAsync(server.UrlOf("postgres"), "CREATE DATABASE restored_later");

        await OutsideDesk.UntilAsync("the daemon's start", async () =>
        {
            try
            {
                await using var store = await StoreOpener.OpenForReadingAsync(server.UrlOf("restored_later"), Profile, "desk", Ct);
                return store is null ? null : await store.Events.LatestAsync(EventTypes.DaemonStarted, Ct);
            }
            catch (Core.Stores.StoreRefusedException)
            {
                return null;
            }
        }, Ct);
        await daemon.TerminateAsync(Ct);
        Assert.Equal(0, daemon.ExitCode);
    }

    [Fact]
    public async Task A_person_at_a_terminal_is_told_at_once()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await server.CreateDatabaseAsync(Ct);
        await using var daemon = Start("never_made");
        Assert.True(await daemon.EndsWithinAsync(Patience, Ct), daemon.Said);
        Assert.Equal(7, daemon.ExitCode);
    }

    private HostProcess Start(string database, params string[] more) => HostProcess.Start("XBot.App", "xbot", ["daemon", .. more],
        ("XBOT_ENV_FILES", "none"), ("RUNNER_PROFILE_DIR", Profile), ("X_BASE_URL", "http://127.0.0.1:9"), ("RUNNER_ID", "desk"), ("DATABASE_URL", server.UrlOf(database)), ("RUNNER_MODE", "false"),
        ("RUNNER_HEADLESS", "true"), ("CDP_PORT", Ports.Free().ToString(System.Globalization.CultureInfo.InvariantCulture)), ("DAEMON_SLEEP_SECONDS", "0.2"), ("DAEMON_MAX_SLEEP", "1"),
        ("XPC_SERVICE_NAME", ""), ("INVOCATION_ID", ""), ("NOTIFY_SOCKET", ""));
}
