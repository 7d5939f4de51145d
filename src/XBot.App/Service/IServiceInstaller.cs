namespace XBot.App.Service;

/// <summary>One supervisor. Every verb may be given again and again, whatever is there already.</summary>
internal interface IServiceInstaller
{
    /// <summary>launchd or systemd.</summary>
    string Name { get; }

    /// <summary>Absolute path of the definition's file.</summary>
    string File { get; }

    /// <summary>The definition as its file holds it.</summary>
    /// <exception cref="Configuration.ConfigurationException">This supervisor cannot hold it.</exception>
    string Text(ServiceDefinition definition);

    /// <summary>The variables of a definition that <see cref="Text"/> wrote, once; null when it is none of ours.</summary>
    IReadOnlyDictionary<string, string>? VariablesOf(string text);

    /// <summary>Afterwards the service is started by this definition and no other, and comes back at login. Whether its daemon stays is another question.</summary>
    /// <returns>What was done, a line each.</returns>
    /// <exception cref="CommandLine.CommandException">It could not be: one line with the reason.</exception>
    Task<IReadOnlyList<string>> InstallAsync(ServiceDefinition definition, CancellationToken ct);

    /// <summary>Afterwards nothing of it runs or comes back; the profile stays.</summary>
    Task<IReadOnlyList<string>> UninstallAsync(CancellationToken ct);

    /// <summary>Ends the daemon cleanly and starts it anew.</summary>
    Task<IReadOnlyList<string>> RestartAsync(CancellationToken ct);

    Task<ServiceState> LookAsync(CancellationToken ct);
}
