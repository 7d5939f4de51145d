using XBot.Testing;

namespace XBot.Tests.House;

/// <summary>The files that people wrote: nothing built, downloaded or private.</summary>
internal static class SourceTree
{
    private static readonly string[] Skipped = [".git", ".vs", ".idea", "artifacts", "node_modules", ".runner-profile", "bin", "obj"];

    private static readonly string[] TextFiles = [".cs", ".js", ".css", ".html", ".sql", ".md", ".sh", ".json", ".csproj", ".props", ".slnx", ".txt", ".yml", ".plist", ".service", ""];

    /// <summary>Paths from the root, with forward slashes, and contents.</summary>
    public static IEnumerable<(string Path, string Text)> Files() =>
        Walk(Repository.Root)
            .Where(path => TextFiles.Contains(Path.GetExtension(path)) && Path.GetFileName(path) is not ("packages.lock.json" or ".env" or ".env.local"))
            .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !Skipped.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null)
                .SelectMany(Walk));
}
