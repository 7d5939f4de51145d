namespace XBot.App.Configuration;

/// <summary>Paths as settings spell them, made absolute once.</summary>
internal static class PathText
{
    public static string? Absolute(SettingText value)
    {
        if (value.Text.Contains('\0'))
            return null;
        var path = value.Text == "~" || value.Text.StartsWith("~/", StringComparison.Ordinal)
            ? value.UserHome + value.Text[1..]
            : value.Text;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, value.BaseDirectory));
    }

    /// <summary>A folder that is there, or could be made: nothing on the way to it is a file.</summary>
    public static string? Folder(SettingText value)
    {
        var path = Absolute(value);
        for (var place = path; place is not null; place = Path.GetDirectoryName(place))
        {
            if (Directory.Exists(place))
                return path;
            if (File.Exists(place))
                return null;
        }

        return path;
    }

    public static string? ExistingFile(SettingText value) => Absolute(value) is { } path && File.Exists(path) ? path : null;

    public static string? Executable(SettingText value) =>
        ExistingFile(value) is { } path && (OperatingSystem.IsWindows() || IsExecutable(path)) ? path : null;

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsExecutable(string path) =>
        (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
