using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome.Keeping;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class CrashDumpTests
{
    [Fact]
    public void The_newest_ten_dumps_stay()
    {
        using var folder = new TempFolder();
        var pending = Directory.CreateDirectory(Path.Combine(folder.Path, "Crash Reports", "pending")).FullName;
        var dumps = Enumerable.Range(0, 15).Select(number => Dump(pending, number, 10)).ToList();
        File.WriteAllText(Path.Combine(pending, "settings.dat"), "Chrome's own");

        new CrashDumps(folder.Path, NullLogger.Instance).Cap();

        Assert.Equal(dumps.Skip(5).Append(Path.Combine(pending, "settings.dat")).Order(), Directory.GetFiles(pending).Order());
    }

    [Fact]
    public void Large_ones_go_earlier_but_the_newest_never()
    {
        using var folder = new TempFolder();
        var pending = Directory.CreateDirectory(Path.Combine(folder.Path, "Crashpad", "completed")).FullName;
        var dumps = Enumerable.Range(0, 3).Select(number => Dump(pending, number, 70L * 1024 * 1024)).ToList();

        new CrashDumps(folder.Path, NullLogger.Instance).Cap();

        Assert.Equal([dumps[2]], Directory.GetFiles(pending));
    }

    [Fact]
    public void No_folder_is_no_trouble()
    {
        using var folder = new TempFolder();
        new CrashDumps(folder.File("missing"), NullLogger.Instance).Cap();
    }

    private static string Dump(string folder, int number, long length)
    {
        var path = Path.Combine(folder, $"{number}.dmp");
        using (var file = File.Create(path))
            file.SetLength(length);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 3, 1, 0, 0, number, DateTimeKind.Utc));
        return path;
    }
}
