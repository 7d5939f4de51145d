namespace XBot.Chrome.Keeping;

/// <summary>Finds the program to start.</summary>
public static class ChromeFinder
{
    // The person's own browser comes last: a Chrome of another brand is left alone by Dock clicks and links.
    private static readonly string[] MacBundles =
    [
        "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "Chromium.app/Contents/MacOS/Chromium",
        "Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private static readonly string[] LinuxNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly string[] LinuxFolders = ["/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin"];

    /// <param name="given">The program to use; null: found by itself.</param>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="ChromeUnavailableException">There is none.</exception>
    public static string Find(string? given)
    {
        if (given is not null)
            return File.Exists(given) ? Path.GetFullPath(given) : throw new ChromeUnavailableException($"there is no Chrome at {given}: give the path of its program file, or none to have it found");
        return (OperatingSystem.IsMacOS() ? MacCandidates() : LinuxCandidates()).FirstOrDefault(File.Exists) ?? throw new ChromeUnavailableException(
            OperatingSystem.IsMacOS()
                ? "no Chrome was found in /Applications or ~/Applications: install Chrome for Testing, Chromium or Google Chrome there"
                : "no Chrome was found: install it (Debian: apt install chromium)");
    }

    private static IEnumerable<string> MacCandidates() =>
        from bundle in MacBundles
        from folder in new[] { "/Applications", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Applications") }
        select Path.Combine(folder, bundle);

    private static IEnumerable<string> LinuxCandidates() =>
        from name in LinuxNames
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(LinuxFolders)
        where Path.IsPathRooted(folder)
        select Path.Combine(folder, name);
}
