using XBot.Core.Events;
using XBot.Core.Replies;

namespace XBot.Tests.App.Daemon;

/// <summary>What a daemon leaves behind: for its owner alone, and without the session's secrets.</summary>
public sealed class DaemonPrivacyTests
{
    private static readonly string[] Chromes = ["chrome", "cookies-backup"];

    [Fact]
    public async Task Its_files_are_for_the_owner_only_and_hold_no_secret_of_the_session()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        await using var desk = await DaemonDesk.StartAsync();
        await desk.UntilAsync<object>("a confirmed reply", async store => (await store.Replies.CountAsync(null, default)).GetValueOrDefault(ReplyState.Confirmed) >= 1 ? new object() : null);
        var before = await desk.HeartbeatAsync("OK");
        // A refusal leaves a screenshot, HTML and the evidence.
        desk.Sandbox.Arm("challenge", times: 3);
        desk.Sandbox.Arm("logout", times: 1);
        await desk.EventAsync(EventTypes.SessionChanged, before.Id);
        var secrets = desk.Sandbox.Secrets;
        await desk.StopAsync();

        Assert.NotEmpty(secrets);
        var files = Own(desk.Settings.ProfileDir).ToList();
        Assert.Contains(files, file => file.EndsWith(".html", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("xbot.db", StringComparison.Ordinal));
        Assert.DoesNotContain(files, IsOpenToOthers);
        Assert.DoesNotContain(files, file => Holds(file, secrets));
        // The same look finds a secret that is there.
        var leak = Path.Combine(desk.Settings.ProfileDir, "leak.txt");
        await File.WriteAllTextAsync(leak, $"ct0 is {secrets[1]}", TestContext.Current.CancellationToken);
        Assert.True(Holds(leak, secrets));
    }

    private static IEnumerable<string> Own(string profile) => Directory.EnumerateFiles(profile).Concat(
        Directory.EnumerateDirectories(profile).Where(folder => !Chromes.Contains(Path.GetFileName(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        .Where(file => new FileInfo(file) is { LinkTarget: null });

    private static bool IsOpenToOthers(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0;

    private static bool Holds(string file, IReadOnlyCollection<string> secrets)
    {
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
        return secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));
    }
}
