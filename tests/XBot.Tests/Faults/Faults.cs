using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using XBot.Chrome;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Faults;

/// <summary>The faults that the daemon is told to survive. Each signals only processes that the keeper noted, or that it started itself.</summary>
internal static class Faults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("browser killed", 0.5, 2, Strike(desk => FaultDesk.Signal(desk.ChromeProcess(), Libc.SigKill))),
        new("renderer stopped", 30, 60, Strike(desk => Children(desk, "renderer", FaultDesk.SigStop))),
        new("renderer killed", 0.5, 3, Strike(desk => Children(desk, "renderer", Libc.SigKill))),
        new("chrome://crash", 0.5, 3, CrashPageAsync),
        new("disk full", 20, 10, FillDiskAsync) { Log = "No heartbeat could be written", Impossible = NoDisk, Again = desk => Machine.Fill(desk.Filler) },
        new("foreign tab hangs", 0, 15, HangForeignTabAsync) { Harmless = true },
        new("GPU process killed", 0, 10, Strike(desk => Children(desk, "gpu-process", Libc.SigKill))) { Harmless = true },
        new("browser stopped", 45, 45, Strike(desk => FaultDesk.Signal(desk.ChromeProcess(), FaultDesk.SigStop))),
        new("navigation hangs", 20, 25, LeadAstrayAsync) { WithinCycle = true },
        new("profile locked by a dead Chrome", 0.5, 3, (desk, ct) => WhileDownAsync(desk, () => LockByTheDead(desk), ct)),
        new("profile locked by a live Chrome", 0.5, 15, (desk, ct) => WhileDownAsync(desk, () => LockByTheLivingAsync(desk, ct), ct)),
        new("port taken by another program", 3, 5, (desk, ct) => WhileDownAsync(desk, () => TakePortAsync(desk, ct), ct)) { Says = "is not our Chrome" },
        new("port taken by another Chrome", 3, 5, (desk, ct) => WhileDownAsync(desk, () => TakePortByChromeAsync(desk, ct), ct)) { Says = "is not our Chrome" },
        new("profile unwritable", 3, 5, (desk, ct) => WhileDownAsync(desk, () => ForbidWritingAsync(desk), ct)) { Says = "cannot be written", Impossible = NoImmutableAsync },
    ];

    private static Func<FaultDesk, CancellationToken, Task<Func<Task>?>> Strike(Action<FaultDesk> strike) => (desk, _) =>
    {
        desk.StruckAt = TimeProvider.System.GetUtcNow();
        strike(desk);
        return Task.FromResult<Func<Task>?>(null);
    };

    private static void Children(FaultDesk desk, string type, int signal)
    {
        var children = ChromeTree.ChildrenOf(desk.ChromeProcess().Pid, type);
        Assert.NotEmpty(children);
        foreach (var child in children)
            FaultDesk.Signal(child, signal);
    }

    private static async Task<Func<Task>?> CrashPageAsync(FaultDesk desk, CancellationToken ct)
    {
        // A load of the daemon's own may get in its way.
        while (!await OnPageAsync(desk, "chrome://crash", ct))
            ct.ThrowIfCancellationRequested();
        return null;
    }

    /// <summary>Leads our page there, over a wire of the test's own.</summary>
    /// <returns>Whether the page is gone.</returns>
    private static async Task<bool> OnPageAsync(FaultDesk desk, string url, CancellationToken ct)
    {
        using var endpoint = new DevToolsEndpoint(desk.Port, TimeProvider.System);
        var version = await endpoint.VersionAsync(FaultDesk.Bound, ct);
        await using var connection = await CdpConnection.ConnectAsync(CdpSocket.DialAsync, version!.WebSocket, TimeSpan.FromSeconds(30), TimeProvider.System, ct);
        try
        {
            var session = await connection.AttachAsync(desk.Notes!.Page!, ct);
            // The first time counts: whoever looks again may look at what is gone already.
            desk.StruckAt ??= TimeProvider.System.GetUtcNow();
            await session.SendAsync(new Navigate(url), ct);
            // The answer may come a little before the end.
            await Task.WhenAny(session.Gone, Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, ct));
            return session.GoneBecause is not null;
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            return true;
        }
    }

    private static async Task<Func<Task>?> HangForeignTabAsync(FaultDesk desk, CancellationToken ct)
    {
        var site = new ChromeSite();
        var url = site.Page("/", "<title>busy</title><script>while (true) {}</script>");
        using var http = new HttpClient();
        using var made = await http.PutAsync(new Uri($"http://127.0.0.1:{desk.Port}/json/new?{url}"), null, ct);
        var id = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync(ct))!["id"]!;
        desk.StruckAt = TimeProvider.System.GetUtcNow();
        return async () =>
        {
            using var closing = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await closing.GetAsync(new Uri($"http://127.0.0.1:{desk.Port}/json/close/{id}"), CancellationToken.None)).StatusCode);
            site.Dispose();
        };
    }

    // Without free room in its journal, which would be written over for a minute or two, the store misses what the disk lacks at its next write.
    private static async Task<Func<Task>?> FillDiskAsync(FaultDesk desk, CancellationToken ct)
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(desk.Profile, "xbot.db")};Pooling=False"))
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            // The row's first column tells that somebody was in a transaction.
            await desk.UntilAsync("an empty journal", async () => Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) == 0 ? "" : null, ct);
        }

        desk.StruckAt = TimeProvider.System.GetUtcNow();
        return Machine.Fill(desk.Filler);
    }

    /// <summary>Our page stands elsewhere, and the load of the site that follows never ends.</summary>
    private static async Task<Func<Task>?> LeadAstrayAsync(FaultDesk desk, CancellationToken ct)
    {
        await WhileStoppedAsync(desk, async () =>
        {
            await OnPageAsync(desk, "about:blank", ct);
            desk.Sandbox.Arm("hang", times: 1);
            return null;
        });
        using var http = new HttpClient();
        await desk.UntilAsync("the load that hangs", async () =>
            JsonNode.Parse(await http.GetStringAsync(new Uri(desk.Sandbox.Url, "/__sandbox/faults"), ct))!["armed"]!.AsArray().Count == 0 ? "" : null, ct);
        desk.StruckAt = TimeProvider.System.GetUtcNow();
        return null;
    }

    /// <summary>Chrome ends while the daemon is stopped, and something is in its way when it goes on.</summary>
    private static Task<Func<Task>?> WhileDownAsync(FaultDesk desk, Func<Task<Func<Task>?>> block, CancellationToken ct) => WhileStoppedAsync(desk, async () =>
    {
        var chrome = desk.ChromeProcess();
        FaultDesk.Signal(chrome, Libc.SigKill);
        // Its parent, the daemon, is stopped: the dead Chrome is not reaped, but it no longer runs.
        await desk.UntilAsync("Chrome's end", () => Task.FromResult(ProcessProbe.Current.StillRuns(chrome) ? null : ""), ct);
        return await block();
    });

    private static async Task<Func<Task>?> WhileStoppedAsync(FaultDesk desk, Func<Task<Func<Task>?>> strike)
    {
        _ = Libc.Kill(desk.Daemon.Pid, FaultDesk.SigStop);
        try
        {
            return await strike();
        }
        finally
        {
            desk.StruckAt = TimeProvider.System.GetUtcNow();
            _ = Libc.Kill(desk.Daemon.Pid, FaultDesk.SigCont);
        }
    }

    private static Task<Func<Task>?> LockByTheDead(FaultDesk desk)
    {
        using var dead = Process.Start("/bin/true");
        dead.WaitForExit();
        var file = Path.Combine(desk.UserData, "SingletonLock");
        File.Delete(file);
        File.CreateSymbolicLink(file, $"{Dns.GetHostName()}-{dead.Id.ToString(CultureInfo.InvariantCulture)}");
        return Task.FromResult<Func<Task>?>(null);
    }

    private static async Task<Func<Task>?> LockByTheLivingAsync(FaultDesk desk, CancellationToken ct)
    {
        File.Delete(Path.Combine(desk.UserData, "SingletonLock"));
        var other = DetachedProcess.Start(
            ChromeFinder.Find(null),
            [$"--user-data-dir={desk.UserData}", "--headless=new", "--no-sandbox", "--disable-gpu", "--password-store=basic", "--remote-debugging-port=0", "about:blank"],
            Path.Combine(desk.Profile, "another-chrome.log"));
        await desk.UntilAsync("the other Chrome's lock", () => Task.FromResult(ProfileLock.Read(Path.Combine(desk.UserData, "SingletonLock")) is { } held && held.Pid == other.Pid ? "" : null), ct);
        return null;
    }

    private static async Task<Func<Task>?> TakePortAsync(FaultDesk desk, CancellationToken ct)
    {
        // What is left of the dead Chrome may hold it for a moment.
        var listener = await desk.UntilAsync("a free port", () => Task.FromResult(Listen(desk.Port)), ct);
        return () =>
        {
            listener.Dispose();
            return Task.CompletedTask;
        };
    }

    private static TcpListener? Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    private static async Task<Func<Task>?> TakePortByChromeAsync(FaultDesk desk, CancellationToken ct)
    {
        var other = await ChromeFixture.StartAsync(change: options => options with { Port = desk.Port }, ct: ct);
        var gone = false;
        return async () =>
        {
            // It may be mended twice.
            if (!gone)
                await other.DisposeAsync();
            gone = true;
        };
    }

    private static Task<string?> NoDisk(FaultDesk desk) => Task.FromResult(desk.HasDisk ? null : "a small disk may not be mounted");

    private static async Task<string?> NoImmutableAsync(FaultDesk desk)
    {
        var file = Path.Combine(desk.Profile, "immutable");
        await File.WriteAllTextAsync(file, "");
        var can = await Machine.RunAsync("chattr", "+i", file) && await Machine.RunAsync("chattr", "-i", file);
        File.Delete(file);
        return can ? null : "files cannot be made immutable";
    }

    // Root ignores permissions, not this.
    private static async Task<Func<Task>?> ForbidWritingAsync(FaultDesk desk)
    {
        Assert.True(await Machine.RunAsync("chattr", "+i", desk.UserData, desk.Profile));
        return async () => Assert.True(await Machine.RunAsync("chattr", "-i", desk.UserData, desk.Profile));
    }
}
