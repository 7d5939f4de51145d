using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Chrome;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeeperBudgetTests
{
    [Fact]
    public async Task All_tries_together_end_before_the_watcher_outside_would_end_the_daemon()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var silent = folder.File("silent");
        await File.WriteAllTextAsync(silent, "#!/bin/sh\nexec sleep 600\n", ct);
        File.SetUnixFileMode(silent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new ChromeOptions { ProfileDir = folder.File("profile"), Port = Ports.Free(), ExecutablePath = silent, StartDeadline = TimeSpan.FromHours(1) };
        var time = new FakeTimeProvider();
        var began = time.GetTimestamp();
        await using var keeper = new ChromeKeeper(options, time, NullLogger.Instance);
        try
        {
            var ensuring = keeper.EnsureAsync(ct);
            while (!ensuring.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            var refused = await Assert.ThrowsAsync<ChromeUnavailableException>(() => ensuring);
            Assert.Contains("3.5 min", refused.Message, StringComparison.Ordinal);
            Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromMinutes(3.5));
        }
        finally
        {
            if (ChromeRecord.Read(new ChromeFolder(options.ProfileDir).RecordFile) is { } record && ProcessProbe.Current.Find(record.Pid) is { } left && left.StartMark == record.StartMark)
                ProcessProbe.Current.Signal(left, Libc.SigKill);
        }
    }
}
