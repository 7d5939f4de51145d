using System.Globalization;

namespace XBot.App.Service.Launchd;

/// <summary>What <c>launchctl print</c> tells of a loaded job. Apple promises nothing about its form: what is not found there is null, not "no".</summary>
/// <remarks><code>
/// gui/501/com.xbot.runner = {
/// 	path = /somewhere/com.xbot.runner.plist
/// 	state = running
/// 	arguments = {
/// 		/somewhere/xbot
/// 		runner:daemon
/// 		--service
/// 	}
/// 	pid = 4711
/// 	last exit code = (never exited)
/// }
/// </code></remarks>
internal sealed record LaunchctlJob(string? Path, string? State, int? Pid, string? LastExit, IReadOnlyList<string>? Arguments)
{
    /// <summary>It ended by itself with 0, which is how a daemon that was refused ends: the definition has launchd leave that alone.</summary>
    public bool StaysDown => State == "not running" && LastExit?.Split(':')[0].Trim() == "0";

    public static LaunchctlJob Parse(string print)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string>? arguments = null;
        var block = "";
        foreach (var line in print.Split('\n'))
        {
            if (line.StartsWith("\t\t", StringComparison.Ordinal))
            {
                if (block == "arguments")
                    (arguments ??= []).Add(line[2..]);
            }
            else if (line.StartsWith('\t') && line.Split(" = ", 2) is [var name, var value])
            {
                block = value == "{" ? name.Trim() : "";
                facts.TryAdd(name.Trim(), value);
            }
        }

        return new LaunchctlJob(
            facts.GetValueOrDefault("path"),
            facts.GetValueOrDefault("state"),
            int.TryParse(facts.GetValueOrDefault("pid"), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null,
            facts.GetValueOrDefault("last terminating signal") ?? (facts.GetValueOrDefault("last exit code") is var exit and not "(never exited)" ? exit : null),
            arguments);
    }

    public bool Runs(ServiceDefinition definition, string path) => Path == path && Arguments is not null && Arguments.SequenceEqual(definition.Arguments);
}
