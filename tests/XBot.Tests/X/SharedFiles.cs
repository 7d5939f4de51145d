namespace XBot.Tests.X;

/// <summary>Saved pages and answers with their truth, kept outside the project. A test that wants them skips visibly where they are absent.</summary>
internal static class SharedFiles
{
    public static string? Root { get; } = Find();

    public static string Folder(string name)
    {
        Assert.SkipWhen(Root is null, "The shared captures are not on this machine (XBOT_SHARED, or the folder shared beside the repository).");
        return Path.Combine(Root!, name);
    }

    public static IEnumerable<string> Pages() => Files("x-captures", "*.html").Select(path => Path.GetFileNameWithoutExtension(path));

    public static string[] Files(string folder, string pattern) => Root is null ? [] : [.. Directory.GetFiles(Path.Combine(Root, folder), pattern).Order(StringComparer.Ordinal)];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("XBOT_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "XBot.slnx")))
                continue;
            var shared = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared"));
            return Directory.Exists(shared) ? shared : null;
        }
        return null;
    }
}
