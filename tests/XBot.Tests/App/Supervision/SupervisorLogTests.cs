using XBot.App.Supervision;
using XBot.Testing;

namespace XBot.Tests.App.Supervision;

public sealed class SupervisorLogTests
{
    [Fact]
    public void A_long_log_keeps_its_last_whole_lines_its_inode_and_whoever_appends_to_it()
    {
        using var profile = new TempFolder();
        var path = profile.File("supervisor.log");
        // As launchd opens it, before the process that trims it begins.
        using var launchd = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        for (var line = 0; line < 4000; line++)
            launchd.Write(System.Text.Encoding.UTF8.GetBytes($"this is line number {line}\n"));
        using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        SupervisorLog.Trim(profile.Path);

        using var text = new StreamReader(reader);
        var lines = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(new FileInfo(path).Length, 8 * 1024, 16 * 1024);
        Assert.StartsWith("this is line", lines[0], StringComparison.Ordinal);
        Assert.Equal("this is line number 3999", lines[^1]);
    }

    [Fact]
    public void A_short_one_and_none_are_left_alone()
    {
        using var profile = new TempFolder();
        SupervisorLog.Trim(profile.Path);
        Assert.Empty(Directory.GetFiles(profile.Path));
        File.WriteAllText(profile.File("supervisor.log"), "a line\n");
        SupervisorLog.Trim(profile.Path);
        Assert.Equal("a line\n", File.ReadAllText(profile.File("supervisor.log")));
    }

    [Fact]
    public void Starts_that_each_leave_a_stack_trace_do_not_make_it_grow()
    {
        using var profile = new TempFolder();
        var trace = string.Concat(Enumerable.Repeat("   at Some.Method()\n", 200));
        for (var start = 0; start < 200; start++)
        {
            SupervisorLog.Trim(profile.Path);
            File.AppendAllText(profile.File("supervisor.log"), trace);
        }

        Assert.InRange(new FileInfo(profile.File("supervisor.log")).Length, 1, SupervisorLog.Cap + trace.Length);
    }
}
