using dotenv.net;

namespace XBot.App.Configuration;

/// <summary>Reads a .env file; never touches the process environment.</summary>
internal static class DotEnvFile
{
    /// <summary>Names and values; empty when there is no such file.</summary>
    /// <exception cref="ConfigurationException">The file is there but cannot be read or parsed.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
            return new Dictionary<string, string>();
        try
        {
            var options = new DotEnvOptions(
                ignoreExceptions: false, envFilePaths: [path], trimValues: true, probeForEnv: false,
                supportExportSyntax: true, supportInlineComments: true, supportVariableExpansion: false);
            return new Dictionary<string, string>(DotEnv.Read(options), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ConfigurationException($"{path} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>The settings that a line of the file names without giving them a value: <c>CDP_PORT 9333</c>.</summary>
    public static IEnumerable<string> WithoutEquals(string path, IEnumerable<string> names) =>
        !File.Exists(path)
            ? []
            : from line in File.ReadLines(path)
              let words = line.Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries)
              where words.Length > 0
              let name = words[0] == "export" && words.Length > 1 ? words[1] : words[0]
              where !line.Contains('=', StringComparison.Ordinal) && names.Contains(name)
              select name;
}
