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
}
