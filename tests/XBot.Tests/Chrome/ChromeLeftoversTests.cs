using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome.Keeping;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class ChromeLeftoversTests
{
    [Fact]
    public void The_newest_ten_dumps_stay()
    {
        using var folder = new TempFolder();
        var pending = Directory.CreateDirectory(Path.Combine(folder.Path, "Crash Reports", "pending")).FullName;
        var dumps = Enumerable.Range(0, 15).Select(number => Dump(pending, number, 10)).ToList();
        File.WriteAllText(Path.Combine(pending, "settings.dat"), "Chrome's own");

        new ChromeLeftovers(folder.Path, NullLogger.Instance).Cap();

        Assert.Equal(dumps.Skip(5).Append(Path.Combine(pending, "settings.dat")).Order(), Directory.GetFiles(pending).Order());
    }

    [Fact]
    public void Large_ones_go_earlier_but_the_newest_never()
    {
        using var folder = new TempFolder();
        var pending = Directory.CreateDirectory(Path.Combine(folder.Path, "Crashpad", "completed")).FullName;
        var dumps = Enumerable.Range(0, 3).Select(number => Dump(pending, number, 70L * 1024 * 1024)).ToList();

        new ChromeLeftovers(folder.Path, NullLogger.Instance).Cap();

        Assert.Equal([dumps[2]], Directory.GetFiles(pending));
    }

    [Fact]
    public void Statistics_of_runs_that_did_not_end_well_go_too_but_for_the_newest()
    {
        using var folder = new TempFolder();
        var metrics = Directory.CreateDirectory(Path.Combine(folder.Path, "BrowserMetrics")).FullName;
        var dumps = Directory.CreateDirectory(Path.Combine(folder.Path, "Crashpad")).FullName;
        var runs = Enumerable.Range(0, 30).Select(number => Dump(metrics, number, 4L * 1024 * 1024, "pma")).ToList();
        var dump = Dump(dumps, 0, 4L * 1024 * 1024);

        new ChromeLeftovers(folder.Path, NullLogger.Instance).Cap();

        Assert.Equal(runs.Skip(20).Order(), Directory.GetFiles(metrics).Order());
        Assert.Equal([dump], Directory.GetFiles(dumps));
    }

    [Fact]
    public void No_folder_is_no_trouble()
    {
        using var folder = new TempFolder();
        new ChromeLeftovers(folder.File("missing"), NullLogger.Instance).Cap();
    }

    private static string Dump(string folder, int number, long length, string kind = "dmp")
    {
        var path = Path.Combine(folder, $"{number}.{kind}");
        using (var file = File.Create(path))
            file.SetLength(length);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 3, 1, 0, 0, number, DateTimeKind.Utc));
        return path;
    }
}
