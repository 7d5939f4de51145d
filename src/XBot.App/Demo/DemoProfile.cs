using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Running;

namespace XBot.App.Demo;

/// <summary>The profile of a demo: one of its own, removed at the end, or the one that RUNNER_PROFILE_DIR names, which always stays.</summary>
/// <param name="Path">Absolute; it exists.</param>
/// <param name="Kept">It stays when the demo ends.</param>
/// <param name="Port">The sandbox's port that the profile is bound to; 0 for a new profile: any free one.</param>
internal sealed record DemoProfile(string Path, bool Kept, int Port)
{
    /// <param name="given">RUNNER_PROFILE_DIR as an absolute path, or null.</param>
    /// <param name="keep">Whether a profile of our own stays.</param>
    /// <exception cref="CommandException">Exit 4: the profile belongs to another site.</exception>
    /// <exception cref="ConfigurationException">The folder cannot be used.</exception>
    public static DemoProfile Open(string? given, bool keep, TimeProvider time)
    {
        if (given is null)
            return new DemoProfile(Directory.CreateTempSubdirectory("xbot-demo-").FullName, keep, 0);
        var port = new ProfileBinding(given, time).Read() is { } bound ? PortOf(bound.Origin, given) : 0;
        ProfileFolder.Prepare(given);
        return new DemoProfile(given, true, port);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes a profile of our own.</summary>
    public async Task CloseAsync(TimeProvider time)
    {
        // A Chrome that has just ended may have a child that still writes its last file.
        for (var left = 50; !Kept && Directory.Exists(Path); left--)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, CancellationToken.None);
            }
        }
    }

    // The sandbox listens on 127.0.0.1 alone, so a profile of http://localhost:4000 is another site's too.
    private static int PortOf(string origin, string profile) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url) && url is { Scheme: "http", Host: "127.0.0.1" }
            ? url.Port
            : throw new CommandException(
                ExitCodes.ConfigurationInvalid,
                $"RUNNER_PROFILE_DIR is \"{profile}\": it belongs to {origin}, not to a sandbox; the demo takes a profile of its own when the variable is not set");
}
