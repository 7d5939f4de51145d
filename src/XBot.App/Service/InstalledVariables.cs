using XBot.App.CommandLine;
using XBot.App.Configuration;

namespace XBot.App.Service;

/// <summary>
/// The settings that the installed definition holds. They came from the shell of whoever installed it, go before every .env file, and are forgotten by the next
/// install from another shell: both are said where they matter.
/// </summary>
internal static class InstalledVariables
{
    /// <summary>Settings of the catalogue alone, as they stand in the definition; empty when none is installed, or it is not ours.</summary>
    public static IReadOnlyDictionary<string, string> Of(IServiceInstaller installer)
    {
        try
        {
            var names = SettingCatalogue.All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
            return (installer.VariablesOf(File.ReadAllText(installer.File)) ?? new Dictionary<string, string>()).Where(pair => names.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>One line, or none: what a new definition takes away.</summary>
    public static IEnumerable<string> Dropped(IReadOnlyDictionary<string, string> installed, ServiceDefinition next)
    {
        var kept = next.Variables.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var gone = installed.Where(pair => !kept.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}").ToArray();
        if (gone.Length > 0)
            yield return $"no longer in the definition: {string.Join(", ", gone)}; what is to stay belongs into .env.local, or into this shell";
    }

    /// <summary>Names of those that stand in a .env file with another value, which the service does not see.</summary>
    public static IReadOnlyList<string> Shadowing(IReadOnlyDictionary<string, string> installed, LoadedSettings loaded, CommandHost host) =>
    [
        .. from value in loaded.Values
           where value.Source == SettingSource.DotEnvLocal.Name() || value.Source == SettingSource.DotEnv.Name()
           where installed.ContainsKey(value.Name) && Shown(value.Name, installed[value.Name], loaded, host) != value.Value
           select value.Name,
    ];

    public static string Warning(IReadOnlyList<string> shadowed) =>
        $"the service's definition holds another {string.Join(", ", shadowed)} than the .env file, and goes before it: './xbot service install' from a shell without {(shadowed.Count == 1 ? "it" : "them")} takes {(shadowed.Count == 1 ? "it" : "them")} out";

    private static string Shown(string name, string text, LoadedSettings loaded, CommandHost host)
    {
        var setting = SettingCatalogue.All.First(setting => setting.Name == name);
        return setting.Parse(new SettingText(text, SettingSource.Environment, host.UserHome, host.UserHome), loaded.Settings) is { } parsed ? setting.Show(parsed) : text;
    }
}
