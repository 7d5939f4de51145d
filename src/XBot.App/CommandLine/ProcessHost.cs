using System.Collections;
using System.Text;

namespace XBot.App.CommandLine;

/// <summary>The host of the real process.</summary>
internal static class ProcessHost
{
    public static CommandHost Create(StopSignal stop) => new()
    {
        Environment = Variables(),
        WorkingDirectory = Directory.GetCurrentDirectory(),
        Home = LauncherFolder.Find(AppContext.BaseDirectory),
        UserHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        MachineName = Environment.MachineName,
        HasDisplay = !OperatingSystem.IsLinux() || IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY"),
        Stdout = Utf8(Console.OpenStandardOutput()),
        Stderr = Utf8(Console.OpenStandardError()),
        StdoutIsTerminal = !Console.IsOutputRedirected,
        StdoutIsClosed = StandardOutput.IsClosed,
        StderrIsTerminal = !Console.IsErrorRedirected,
        Stdin = () => Console.In,
        StdinIsTerminal = !Console.IsInputRedirected,
        Width = Columns(),
        Stop = stop,
    };

    /// <summary>JSON is UTF-8 whatever the locale says, and every line is out before the next step.</summary>
    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    private static int Columns()
    {
        if (Console.IsOutputRedirected)
            return 100;
        var width = Console.WindowWidth;
        return width > 0 ? width : 100;
    }
}
