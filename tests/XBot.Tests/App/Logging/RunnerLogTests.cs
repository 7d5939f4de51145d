using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using XBot.App.Logging;
using XBot.App.Reports;
using XBot.Core.Secrets;
using XBot.Testing;

namespace XBot.Tests.App.Logging;

public sealed class RunnerLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_do_not_reach_the_log_in_messages_nor_in_failures()
    {
        using (var log = new RunnerLog(_folder.Path, null, new FakeTimeProvider(), new SecretMask("hunter2hunter2")))
        {
            log.Write(LogLevel.Information, "Test", "cookie auth_token=0123456789abcdef", null);
            log.Write(LogLevel.Error, "Test", "it failed", new InvalidOperationException("no login with hunter2hunter2"));
        }

        var all = File.ReadAllText(_folder.File("daemon.log"));
        Assert.Contains("auth_token=[secret]", all, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", all + File.ReadAllText(_folder.File("daemon-error.log")), StringComparison.Ordinal);
        Assert.Equal(2, all.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Values_stand_behind_the_sentence_by_name_in_the_files_and_not_on_the_terminal()
    {
        using var terminal = new StringWriter();
        using (var log = new RunnerLog(_folder.Path, terminal, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), new SecretMask("hunter2\\ \"hunter2")))
        {
            var room = log.CreateLogger("XBot.X.Reading.PostReader");
            room.LogInformation("{Source}: {Posts} posts from {Place}", "home", 14, "a \"quoted\" place");
            room.LogError("it failed: {Reason} {Token} {Nothing}", new string('x', 81), "hunter2\\ \"hunter2", null);
            room.LogInformation("{Place}", "猫　犬");
            room.LogInformation("no\tvalues");
        }

        string[] sentences =
        [
            "2026-03-01T12:00:00.000Z info  PostReader home: 14 posts from a \"quoted\" place",
            $"2026-03-01T12:00:00.000Z error PostReader it failed: {new string('x', 81)} [secret] (null)",
            "2026-03-01T12:00:00.000Z info  PostReader 猫　犬",
            "2026-03-01T12:00:00.000Z info  PostReader no values",
        ];
        Assert.Equal(sentences, terminal.ToString().TrimEnd().Split(Environment.NewLine));
        Assert.Equal(
            [sentences[0] + "\tsource=home posts=14 place=\"a \\\"quoted\\\" place\"", sentences[1] + "\ttoken=[secret]", sentences[2] + "\tplace=猫　犬", sentences[3]],
            File.ReadAllLines(_folder.File("daemon.log")));
        var entry = LogEntry.Parse(File.ReadLines(_folder.File("daemon.log")).First());
        Assert.Equal("home: 14 posts from a \"quoted\" place", entry.Message);
        Assert.Equal(new Dictionary<string, string> { ["source"] = "home", ["posts"] = "14", ["place"] = "a \"quoted\" place" }, entry.Fields);
        Assert.Equal("猫　犬", LogEntry.Parse(File.ReadLines(_folder.File("daemon.log")).ElementAt(2)).Fields!["place"]);
        Assert.Null(LogEntry.Parse(File.ReadLines(_folder.File("daemon.log")).Last()).Fields);
        Assert.Equal([sentences[1] + "\ttoken=[secret]"], File.ReadAllLines(_folder.File("daemon-error.log")));
    }

    [Fact]
    public async Task A_running_tail_goes_on_when_the_log_is_cut_and_nothing_grows_past_its_cap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "tail(1)");
        const int Cap = 4096;
        var path = _folder.File("daemon.log");
        using var log = new CappedFile(path, Cap);
        log.WriteLine("first");
        using var tail = Process.Start(new ProcessStartInfo("tail", ["-n", "+1", "-f", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Assert.Equal("first", await NextAsync(tail));
            // One line at a time, as the daemon writes: each must be seen by the tail before and after the file was emptied.
            for (var number = 0; number < 120; number++)
            {
                var line = $"{number} {new string('x', 90)}";
                log.WriteLine(line);
                string? seen;
                do
                    seen = await NextAsync(tail);
                while (seen != line);
                Assert.InRange(new FileInfo(path).Length, 1, Cap + line.Length + 1);
            }

            Assert.InRange(new FileInfo(path + ".1").Length, Cap, 2 * Cap);
            Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
        }
        finally
        {
            tail.Kill();
        }
    }

    [Fact]
    public void A_log_that_was_open_to_others_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes");
            return;
        }

        var path = _folder.File("daemon.log");
        File.WriteAllText(path, "old\n");
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherRead);
        using (var log = new CappedFile(path))
            log.WriteLine("new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal("old\nnew\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_line_that_has_nowhere_to_go_throws_at_nobody()
    {
        using var log = new RunnerLog(_folder.Path, new FullTerminal(), new FakeTimeProvider());
        log.Write(LogLevel.Error, "Test", "all the same", null);
        Assert.Contains("all the same", File.ReadAllText(_folder.File("daemon.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_copied_is_emptied_all_the_same()
    {
        var path = _folder.File("daemon.log");
        // In the way of the copy, whoever runs the tests.
        Directory.CreateDirectory(path + ".1");
        using var log = new CappedFile(path, cap: 100);
        for (var line = 0; line < 100; line++)
            log.WriteLine($"{new string('x', 60)} {line}");
        Assert.InRange(new FileInfo(path).Length, 1, 200);
        Assert.EndsWith(" 99\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_that_was_removed_or_moved_away_is_begun_anew(bool moved)
    {
        var path = _folder.File("daemon.log");
        using var log = new CappedFile(path);
        log.WriteLine("one");
        if (moved)
            File.Move(path, path + ".old");
        else
            File.Delete(path);
        log.WriteLine("two");
        log.WriteLine("three");
        Assert.Equal("two\nthree\n", File.ReadAllText(path));
        // A rotation that makes the new file itself.
        File.Move(path, path + ".older");
        File.WriteAllText(path, "");
        log.WriteLine("four");
        Assert.Equal("four\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task A_terminal_that_was_stopped_holds_nobody_and_what_it_cannot_take_is_in_the_file()
    {
        using var terminal = new StoppedTerminal();
        using (var log = new RunnerLog(_folder.Path, terminal, new FakeTimeProvider()))
        {
            log.Write(LogLevel.Information, "Test", "line 0", null);
            await terminal.Held.Task.WaitAsync(TestContext.Current.CancellationToken);
            for (var line = 1; line < 2000; line++)
                log.Write(LogLevel.Information, "Test", $"line {line}", null);
            Assert.Equal(2000, File.ReadLines(_folder.File("daemon.log")).Count());
            terminal.Go.SetResult();
        }

        // The one that was held, and a thousand behind it.
        Assert.Equal(1001, terminal.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private sealed class StoppedTerminal : StringWriter
    {
        public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new();

        public override void WriteLine(string? value)
        {
            Held.TrySetResult();
            Go.Task.GetAwaiter().GetResult();
            base.WriteLine(value);
        }
    }

    private sealed class FullTerminal : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    private static async Task<string?> NextAsync(Process tail)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        return await tail.StandardOutput.ReadLineAsync(patience.Token);
    }
}
