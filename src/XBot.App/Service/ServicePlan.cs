using XBot.App.CommandLine;
using XBot.App.Configuration;

namespace XBot.App.Service;

/// <summary>The definition for this machine, and what its owner should know of how it came about.</summary>
/// <param name="Notes">One line each, for people.</param>
internal sealed record ServicePlan(ServiceDefinition Definition, string ProfileDir, IReadOnlyList<string> Notes)
{
    /// <summary>supervisor.log in the profile: what the supervisor catches of the process's own streams.</summary>
    public const string LogName = "supervisor.log";

    /// <summary>
    /// What keeps a daemon small that runs for weeks, and the runtime's configuration file has no name for or the commands beside the daemon are better off without.
    /// DOTNET_GCgen0size and GCgen0MaxBudget: bytes that are allocated before young objects are collected, in hexadecimal without 0x (a program compiled ahead of time
    /// takes that for nothing); the runtime's own choice follows the processor's cache (32 MiB and more), and grows. DOTNET_TieredCompilation: each method is compiled once,
    /// where the second time holds both for weeks. MALLOC_ARENA_MAX: glibc makes up to eight heaps a processor otherwise. docs/decisions/small-and-steady.md has the figures.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Frugal { get; } = OperatingSystem.IsLinux()
        ? [.. Runtime, new("MALLOC_ARENA_MAX", "2")]
        : Runtime;

    private static IReadOnlyList<KeyValuePair<string, string>> Runtime => [new("DOTNET_GCgen0size", "400000"), new("DOTNET_GCgen0MaxBudget", "400000"), new("DOTNET_TieredCompilation", "0")];

    // launchd starts with /usr/bin:/bin:/usr/sbin:/sbin alone.
    private const string MacPath = "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    private const string LinuxPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/snap/bin";

    // What the database's library takes from the environment by itself.
    private static readonly string[] PostgresVariables = ["PGPASSWORD", "PGPASSFILE", "PGUSER", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT"];

    /// <exception cref="ConfigurationException">A path that no definition can hold.</exception>
    public static ServicePlan Make(CommandHost host, LoadedSettings loaded)
    {
        var profile = loaded.Settings.ProfileDir;
        var notes = new List<string>();
        List<KeyValuePair<string, string>> variables =
        [
            new("PATH", OperatingSystem.IsMacOS() ? MacPath : LinuxPath),
            new("HOME", host.UserHome),
            new("LANG", host.Variable("LANG") ?? (OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8")),
            .. Frugal,
        ];
        if (host.Variable("DOTNET_ROOT") is { } runtime)
            variables.Add(new("DOTNET_ROOT", runtime));
        variables.AddRange(Carried(host, loaded, notes));
        var definition = new ServiceDefinition(host.ProgramPath, Path.Combine(profile, LogName), variables);
        foreach (var (name, text) in variables.Append(new("the program's path", host.ProgramPath)).Append(new("RUNNER_PROFILE_DIR", profile)))
        {
            if (text.Any(c => char.IsControl(c) && c is not '\n' and not '\t') || (text.Contains('\n') && Path.IsPathRooted(text)))
                throw new ConfigurationException($"{name} holds a control character: no service definition can hold that");
        }

        return new ServicePlan(definition, profile, notes);
    }

    /// <summary>
    /// What was set in this shell alone would not be there when the supervisor starts the daemon: it goes into the definition, so that the service
    /// works on the profile that this command line meant. Secrets do not.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> Carried(CommandHost host, LoadedSettings loaded, List<string> notes)
    {
        var here = loaded.Values.Where(value => value.Source == SettingSource.Environment.Name()).ToArray();
        // A supervisor starts in a folder of its own: what was meant from this one is written as it was found.
        var paths = SettingCatalogue.All.Where(setting => setting.IsPath).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var secret = SettingCatalogue.All.Where(setting => setting.Secret).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var value in here.Where(value => secret.Contains(value.Name)))
            notes.Add($"{value.Name} is set in this shell only and is not written into the service's definition, which everybody may read: put it into {Path.Combine(host.Home, ".env.local")}");
        if (loaded.Settings.DatabaseUrl is not null)
        {
            foreach (var name in PostgresVariables.Where(name => host.Variable(name) is not null))
                notes.Add($"{name} is set in this shell only, and the service will not have it: put what it says into DATABASE_URL, in {Path.Combine(host.Home, ".env.local")}");
        }

        var carried = here.Where(value => !secret.Contains(value.Name)).ToArray();
        if (carried.Length > 0)
            notes.Add($"taken from this shell into the definition: {string.Join(", ", carried.Select(value => value.Name))}");
        return carried.Select(value => new KeyValuePair<string, string>(value.Name, paths.Contains(value.Name) ? value.Value : host.Variable(value.Name)!.Trim()));
    }
}
