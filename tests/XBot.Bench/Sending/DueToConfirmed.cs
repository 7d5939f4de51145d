using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.Running;
using XBot.Chrome;
using XBot.Chrome.Cdp;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Sandbox;
using XBot.Testing;

namespace XBot.Bench.Sending;

/// <summary>From an approved reply that is due to its CONFIRMED, through the whole run of the pipeline with store, gate and checks, against the bare commands.</summary>
public sealed class DueToConfirmed : IBenchmark
{
    private int _sent;

    public string Name => "due-to-confirmed";

    public string Compares => "a reply from due to CONFIRMED on the sandbox, every step of the run included, against a bare script that sends the same CDP commands back to back";

    public double? Goal => 1.3;

    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        var rounds = Math.Max(2, (int)(14 * scale));
        using var folder = new TempFolder();
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, ct);
        var parts = new HouseParts
        {
            Keeper = (options, time, log) => new ChromeKeeper(options, time, log)
            {
                Dial = async (endpoint, stop) => new CountingWire(await CdpSocket.DialAsync(endpoint, stop), () => Interlocked.Increment(ref _sent)),
            },
        };
        await using var house = await RunnerHouse.OpenAsync(Settings(folder.File("profile"), sandbox.Url), TimeProvider.System, NullLoggerFactory.Instance, parts, ct);
        try
        {
            return await CompareAsync(house, sandbox, rounds, ct);
        }
        finally
        {
            await house.Keeper.StopAsync(CancellationToken.None);
        }
    }

    private async Task<Comparison> CompareAsync(RunnerHouse house, SandboxServer sandbox, int rounds, CancellationToken ct)
    {
        await house.Browser.EnsureAsync(ct);
        var session = await house.Readers.Session.LoadAsync(ct);
        var targets = new Queue<Post>(await HomePosts.ReadAsync(sandbox.Url, ct));
        var bare = new BareReply(house.Keeper.Page!, sandbox.Url);
        var account = new AccountKey(house.Settings.Site.Origin, session.AccountId!);
        var (number, ours, floor) = (0, 0, 0);
        Reply? due = null;

        async Task ApproveAsync()
        {
            var now = TimeProvider.System.GetUtcNow();
            due = await house.Store.Replies.AddAsync(new NewReply(account, targets.Dequeue(), Text(++number), 1, "bench", now.AddHours(2), now), ct);
            await house.Store.Replies.TryApplyAsync(ReplyLife.Approve(due!, "a person", now), ct);
        }

        async Task OursAsync()
        {
            var before = _sent;
            var report = await house.Pipeline.RunAsync(session, _ => { }, ct);
            ours = _sent - before;
            if (report.Confirmed != 1)
                throw new InvalidOperationException($"the reply was not confirmed: {report.Summary}");
        }

        async Task BareAsync()
        {
            var before = _sent;
            await bare.SendAsync(targets.Dequeue(), Text(++number), ct);
            floor = _sent - before;
        }

        var (first, second) = await Rounds.CompareAsync(rounds, ApproveAsync, OursAsync, BareAsync);
        return new Comparison(first / 1000, second / 1000, "ms per reply", $"{ours} CDP commands of ours, {floor} of the bare script");
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"Number {number}: well said, and worth a second look.");

    private static RunnerSettings Settings(string profile, Uri site) => new()
    {
        ProfileDir = profile,
        RunnerId = "bench",
        CdpPort = Ports.Free(),
        Headless = true,
        Site = new Site(site),
        ReplyMode = ReplyMode.Approve,
        ReplyWriter = ReplyWriterKind.Manual,
        // Replies are put in by hand: nothing is harvested.
        HarvestSources = ["handles"],
        MaxRepliesPerHour = 100_000,
        MaxRepliesPerDay = 100_000,
        AuthorCooldown = TimeSpan.Zero,
    };
}
