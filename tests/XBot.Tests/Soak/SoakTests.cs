using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.App.Service;
using XBot.Core.Events;
using XBot.Core.Stores;
using XBot.Sql;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Crashes.Outside;

namespace XBot.Tests.Soak;

/// <summary>Weeks in minutes: the real daemon with a real Chromium at a fast pace, beside a bare client that reads the same page at the same pace.</summary>
public sealed class SoakTests
{
    /// <summary>Seconds between two rounds.</summary>
    private const double Pause = 0.05;

    private const int Samples = 60;

    // Below so many rounds a slope is that of the runtime, which still compiles.
    private const int Settled = 1000;

    // Above what threads and files of a runtime come and go by.
    private const int Wobble = 5;

    private const double MemoryGoal = 1.6;

    // What the runtime lets any program allocate before it collects, by itself, on a processor with 32 MiB of cache: five eighths of that. Left to itself the bare client would
    // hold twice as much on one machine as on another that hides its cache, and the goal would be another one on each.
    private static readonly (string, string)[] Ordinary = [("DOTNET_GCgen0size", "1400000")];

    [Fact]
    public async Task A_hundred_rounds_leave_one_page_and_no_more_files_threads_and_memory_than_they_began_with() => await RunAsync("JIT", null, rounds: 100, warmUp: 50);

    [Fact, Trait("Category", "Long")]
    public async Task Three_thousand_rounds_leave_one_page_and_nothing_that_grows() => await RunAsync("JIT", null, rounds: 3000, warmUp: 1000);

    [Fact, Trait("Category", "Long")]
    public async Task Three_thousand_rounds_ahead_of_time_compiled_leave_nothing_that_grows_either() =>
        await RunAsync("NativeAOT", await NativePrograms.PublishAsync(TestContext.Current.CancellationToken), rounds: 3000, warmUp: 1000);

    private static async Task RunAsync(string kind, NativePrograms? native, int rounds, int warmUp)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await OutsideDesk.OpenAsync(seed: 41, ct);
        (string, string)[] frugal = [.. ServicePlan.Frugal.Select(variable => (variable.Key, variable.Value))];
        await using var bare = await BareReader.StartAsync(native?.BareClient, desk.Site, Pause, rounds, Ordinary, ct);
        // For the record, not for the goal: what is left of the distance where the bare client is tuned as the daemon is.
        await using var tuned = rounds < Settled ? null : await BareReader.StartAsync(native?.BareClient, desk.Site, Pause, rounds, [("DOTNET_GCRegionSize", "100000"), .. frugal], ct);
        // Nothing is sent: the bare client reads, and so does the daemon. The client as the runtime runs any program, the daemon as its service's definition starts it.
        (string, string)[] variables = [("REPLY_MODE", "shadow"), ("DAEMON_SLEEP_SECONDS", Pause.ToString(CultureInfo.InvariantCulture)), ("DAEMON_MAX_SLEEP", "1"), .. frugal];
        await using var daemon = native is null ? desk.StartService(variables) : desk.StartServiceAt(native.Daemon, variables);
        var (samples, floors, tunedFloors) = (new List<ProcessSample>(), new List<ProcessSample>(), new List<ProcessSample>());
        for (var next = 1; next <= Samples; next++)
        {
            var goal = rounds * next / Samples;
            var round = await RoundAsync(desk, daemon, goal, ct);
            samples.Add(ProcessSample.Take(round, daemon.Pid));
            await OutsideDesk.UntilAsync("as many bare rounds", () => Task.FromResult(Math.Min(bare.Rounds, tuned?.Rounds ?? int.MaxValue) >= Math.Min(round, 300) ? "" : null), ct);
            floors.Add(ProcessSample.Take(round, bare.Pid));
            if (tuned is not null)
                tunedFloors.Add(ProcessSample.Take(round, tuned.Pid));
        }

        var pages = await PagesAsync(desk.ChromePort, ct);
        await daemon.TerminateAsync(ct);

        var warm = samples.Where(sample => sample.At >= warmUp).ToList();
        var before = samples.Where(sample => sample.At <= warmUp).ToList();
        var (first, last) = (warm[0], warm[^1]);
        var (memory, files, threads) = (ProcessSample.Slope(warm, s => s.Memory), ProcessSample.Slope(warm, s => s.Files), ProcessSample.Slope(warm, s => s.Threads));
        var (holds, floor) = (ProcessSample.Median(warm, s => s.Memory), Warm(floors, ProcessSample.Median));
        var (peak, floorPeak) = (warm.Max(s => s.Memory), Warm(floors, (taken, value) => taken.Max(value)));
        var (ratio, peaks) = (holds / floor, peak / floorPeak);
        Figures.Print(string.Create(CultureInfo.InvariantCulture,
            $"soak of {last.At} rounds, {kind}: {pages} page(s); after {first.At} rounds and at the end: memory {first.Memory:0.0} and {last.Memory:0.0} MiB ({memory:+0.0;-0.0} a thousand rounds), files {first.Files} and {last.Files} ({files:+0.00;-0.00}), threads {first.Threads} and {last.Threads} ({threads:+0.00;-0.00}); medians {holds:0.0} and, of the bare client, {floor:0.0} MiB: {ratio:0.00} times (goal {MemoryGoal:0.00}); at most {peak:0.0} and {floorPeak:0.0}: {peaks:0.00} times"));
        if (tuned is not null)
        {
            var less = Warm(tunedFloors, ProcessSample.Median);
            Figures.Print(string.Create(CultureInfo.InvariantCulture, $"soak, {kind}: tuned as the daemon is, the bare client holds {less:0.0} MiB, and the daemon {holds / less:0.00} times that"));
        }

        Assert.Equal(0, daemon.ExitCode);
        Assert.Equal(1, pages);
        // A leak raises the lowest values too; the highest ones rise whenever the machine is busy for a moment.
        var end = warm[(warm.Count * 3 / 4)..];
        Assert.True(end.Min(s => s.Files) <= before.Max(s => s.Files) + Wobble, "files grow");
        Assert.True(end.Min(s => s.Threads) <= before.Max(s => s.Threads) + Wobble, "threads grow");
        if (rounds >= Settled)
        {
            Assert.True(files * rounds / 1000 < Wobble && threads * rounds / 1000 < Wobble, "files or threads have a slope");
            // What the slope adds over the whole run is noise beside what is held.
            Assert.True(memory * (last.At - first.At) / 1000 < first.Memory / 8, "memory grows");
        }

        Assert.True(ratio <= MemoryGoal, $"the daemon holds {ratio:0.00} times what the bare client does");
        Assert.True(peaks <= MemoryGoal, $"the daemon holds at most {peaks:0.00} times the most that the bare client does");

        double Warm(List<ProcessSample> taken, Func<IReadOnlyList<ProcessSample>, Func<ProcessSample, double>, double> of) => of([.. taken.Where(sample => sample.At >= warmUp)], s => s.Memory);
    }

    /// <summary>The daemon's newest round, from that one on.</summary>
    private static async Task<long> RoundAsync(OutsideDesk desk, HostProcess daemon, long goal, CancellationToken ct)
    {
        long round = 0;
        await OutsideDesk.UntilAsync($"round {goal}", async () =>
        {
            Assert.False(daemon.HasExited, daemon.Said);
            if (!File.Exists(Path.Combine(desk.Profile, StoreOpener.FileName)))
                return null;
            try
            {
                await using var store = await StoreOpener.OpenForReadingAsync(null, desk.Profile, "soak", ct);
                var beat = store is null ? null : await store.Events.LatestAsync(EventTypes.Heartbeat, ct);
                round = beat?.Data["details"]?["cycle"]?.GetValue<long>() ?? 0;
                return round >= goal ? "" : null;
            }
            catch (StoreRefusedException)
            {
                // The daemon is just making it.
                return null;
            }
        }, ct);
        return round;
    }

    private static async Task<int> PagesAsync(int port, CancellationToken ct)
    {
        using var http = new HttpClient();
        var targets = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{port}/json/list"), ct);
        return targets.EnumerateArray().Count(target => target.GetProperty("type").GetString() == "page");
    }
}
