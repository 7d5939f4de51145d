namespace XBot.App.CommandLine;

/// <summary>The folder of the launcher, where .env files and the default profile are.</summary>
internal static class LauncherFolder
{
    /// <summary>The repository's root above <paramref name="programFolder"/>; that folder itself when the program was published elsewhere.</summary>
    public static string Find(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "XBot.slnx")) && File.Exists(Path.Combine(folder.FullName, "xbot")))
                return folder.FullName;
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(programFolder));
    }
}
