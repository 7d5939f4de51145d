using XBot.App.CommandLine;
using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>
/// Reads every setting: the environment beats .env.local beats .env (both beside the launcher, whatever the working directory) beats defaults.
/// An empty value counts as not set.
/// </summary>
public static class SettingsLoader
{
    /// <param name="environmentOnly">For the demo and the sandbox: no file is read, so that nobody's own settings leak into them.</param>
    /// <exception cref="ConfigurationException">One line for each wrong variable.</exception>
    public static LoadedSettings Load(CommandHost host, bool environmentOnly = false)
    {
        var warnings = new List<string>();
        var given = Given(host, environmentOnly, warnings);
        var settings = WithSite(host, given);
        var faults = new List<string>();
        foreach (var setting in SettingCatalogue.All)
        {
            if (!given.TryGetValue(setting.Name, out var value))
                continue;
            if (setting.Parse(value, settings) is { } changed)
                settings = changed;
            else
                faults.Add(Line(setting, value, $"allowed is {setting.Allowed}"));
        }

        settings = Defaults.Complete(settings, host, given.ContainsKey);
        if (faults.Count == 0)
            faults.AddRange(CrossRules.Broken(settings).Select(broken => Line(Named(broken.Name), given.GetValueOrDefault(broken.Name), broken.Fault)));
        if (faults.Count > 0)
            throw new ConfigurationException(string.Join('\n', faults));

        var values = SettingCatalogue.All
            .Select(setting => new SettingValue(setting.Name, setting.Show(settings), (given.GetValueOrDefault(setting.Name)?.Source ?? SettingSource.Default).Name()))
            .ToArray();
        return new LoadedSettings(settings, values, warnings);
    }

    /// <summary>The profile's folder where other settings are wrong, for the line that says so; null when it cannot be told either.</summary>
    public static string? FindProfile(CommandHost host)
    {
        try
        {
            var given = Given(host, environmentOnly: false, []);
            var settings = Defaults.Before(host);
            return (given.TryGetValue("RUNNER_PROFILE_DIR", out var value) ? Named("RUNNER_PROFILE_DIR").Parse(value, settings) : settings)?.ProfileDir;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    /// <summary>The site comes first, and alone: other limits depend on it.</summary>
    private static RunnerSettings WithSite(CommandHost host, Dictionary<string, SettingText> given)
    {
        var settings = Defaults.Before(host);
        var setting = Named("X_BASE_URL");
        if (!given.TryGetValue(setting.Name, out var value))
            return settings;
        return setting.Parse(value, settings) ?? throw new ConfigurationException(Line(setting, value, $"allowed is {setting.Allowed}"));
    }

    private static Dictionary<string, SettingText> Given(CommandHost host, bool environmentOnly, List<string> warnings)
    {
        var given = new Dictionary<string, SettingText>(StringComparer.Ordinal);
        if (!environmentOnly)
        {
            Add(SettingSource.DotEnv);
            Add(SettingSource.DotEnvLocal);
        }

        Take(host.Environment, SettingSource.Environment, host.WorkingDirectory);
        return given;

        void Add(SettingSource source)
        {
            var path = Path.Combine(host.Home, source.Name());
            var file = DotEnvFile.Read(path);
            Take(file, source, host.Home);
            var names = SettingCatalogue.All.Select(setting => setting.Name).ToArray();
            warnings.AddRange(
                from name in file.Keys
                let meant = NearMisses.Find(name, names)
                where meant is not null
                select $"{path}: {name} is not a setting; {meant} was meant?");
            warnings.AddRange(DotEnvFile.WithoutEquals(path, names).Select(name => $"{path}: {name} has no '='"));
        }

        void Take(IReadOnlyDictionary<string, string> values, SettingSource source, string baseDirectory)
        {
            foreach (var setting in SettingCatalogue.All)
            {
                if (values.TryGetValue(setting.Name, out var text) && !string.IsNullOrWhiteSpace(text))
                    given[setting.Name] = new SettingText(text.Trim(), source, baseDirectory, host.UserHome);
            }
        }
    }

    private static Setting Named(string name) => SettingCatalogue.All.First(setting => setting.Name == name);

    private static string Line(Setting setting, SettingText? value, string fault)
    {
        var shown = value is null ? $"has its default {setting.Default}"
            : setting.Secret ? $"has a wrong value, not shown here (from {value.Source.Name()})"
            : $"is \"{Shortened(value.Text)}\" (from {value.Source.Name()})";
        return $"{setting.Name} {shown}: {fault}";
    }

    private static string Shortened(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
