namespace XBot.Testing;

/// <summary>The repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Absolute path of the folder that holds XBot.slnx.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "XBot.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no XBot.slnx above {AppContext.BaseDirectory}");
    }
}
