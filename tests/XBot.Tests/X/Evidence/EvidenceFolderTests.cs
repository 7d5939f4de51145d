using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.Testing;
using XBot.X.Evidence;

namespace XBot.Tests.X.Evidence;

public sealed class EvidenceFolderTests : IDisposable
{
    private readonly string profile = Directory.CreateTempSubdirectory("xbot-evidence-").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 2, 3, 16, 48, 54, 123, TimeSpan.Zero));

    public void Dispose() => TempFolder.Remove(profile);

    private EvidenceFolder Folder(int sets = 50, long bytes = long.MaxValue) =>
        new(new EvidenceOptions { ProfileDir = profile, MaxSets = sets, MaxBytes = bytes }, time, NullLogger.Instance);

    [Fact]
    public void A_set_is_three_files_that_only_their_owner_can_read()
    {
        var paths = Folder().Keep("session-Logged Out/../x", new PageSnapshot([1, 2], "<html>"), "{}");

        Assert.Equal("20260203T164854.123Z-session-Logged-Out----x.png", Path.GetFileName(paths.Screenshot));
        var files = Directory.GetFiles(Path.Combine(profile, "artifacts"));
        Assert.Equal(3, files.Length);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void The_oldest_sets_go_when_there_are_too_many_or_they_weigh_too_much()
    {
        var folder = Folder(sets: 3, bytes: 250);
        for (var i = 0; i < 5; i++)
        {
            folder.Keep("a", new PageSnapshot(new byte[50], null), "{}");
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(3, Directory.GetFiles(folder.Folder, "*.png").Length);
        Assert.Contains("164858", Directory.GetFiles(folder.Folder, "*.png").Max()!, StringComparison.Ordinal);

        folder.Keep("big", new PageSnapshot(new byte[240], null), "{}");

        // The newest stays even where it alone is too heavy; what no longer fits beside it goes.
        Assert.Single(Directory.GetFiles(folder.Folder, "*.png"));
    }

    [Fact]
    public void A_session_check_without_a_screenshot_leaves_no_older_one_beside_it()
    {
        var folder = Folder();
        folder.KeepSessionCheck(new PageSnapshot([1], "<p>one"));
        var paths = folder.KeepSessionCheck(new PageSnapshot(null, "<p>two"));

        Assert.Null(paths.Screenshot);
        Assert.False(File.Exists(Path.Combine(profile, "session_check.png")));
        Assert.Equal("<p>two", File.ReadAllText(Path.Combine(profile, "session_check.html")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_costs_the_evidence_and_nothing_else()
    {
        File.WriteAllText(Path.Combine(profile, "artifacts"), "a file where the folder should be");

        Assert.Null(Folder().Keep("a", new PageSnapshot([1], null), "{}").Screenshot);
    }
}
