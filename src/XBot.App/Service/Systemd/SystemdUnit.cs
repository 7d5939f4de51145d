using System.Text;
using XBot.App.Configuration;

namespace XBot.App.Service.Systemd;

/// <summary>The definition as a user unit of systemd.</summary>
internal static class SystemdUnit
{
    public static string Write(ServiceDefinition definition)
    {
        var text = new StringBuilder();
        text.Append("[Unit]\nDescription=xBOT runner\n");
        // A burst limit gives up for good: the growing wait after crashes is the daemon's own.
        text.Append("StartLimitIntervalSec=0\n");
        text.Append("\n[Service]\nType=notify\n");
        text.Append("ExecStart=").Append(Command(definition.Arguments)).Append('\n');
        foreach (var (name, value) in definition.Variables)
            text.Append("Environment=").Append(Quote($"{name}={value}")).Append('\n');
        text.Append("Restart=on-failure\n");
        text.Append("RestartSec=").Append(ServiceDefinition.RestartSeconds).Append('\n');
        // Configuration, another daemon, a store that can never serve: a person's matter.
        text.Append("RestartPreventExitStatus=4 6 7\n");
        // A stalled process is beyond writing a core file: with SIGABRT it takes four times as long to be back.
        text.Append("WatchdogSec=90\nWatchdogSignal=SIGKILL\n");
        text.Append("TimeoutStopSec=").Append(ServiceDefinition.StopSeconds).Append('\n');
        // Chrome is asked by the daemon; what is left at the end goes with the unit. A tab that is killed for its memory is not the daemon's end.
        text.Append("KillMode=mixed\nOOMPolicy=continue\n");
        text.Append("UMask=0077\n");
        text.Append("LimitNOFILE=").Append(ServiceDefinition.OpenFiles).Append(":524288\n");
        text.Append("\n[Install]\nWantedBy=default.target\n");
        return text.ToString();
    }

    /// <summary>What <see cref="Write"/> wrote as Environment; null when the text is no such unit.</summary>
    public static IReadOnlyDictionary<string, string>? VariablesOf(string text)
    {
        const string before = "Environment=\"";
        var lines = text.Split('\n');
        return !lines.Contains("[Service]") ? null : lines
            .Where(line => line.StartsWith(before, StringComparison.Ordinal) && line.EndsWith('"'))
            .Select(line => Plain(line[before.Length..^1]).Split('=', 2))
            .Where(pair => pair.Length == 2).GroupBy(pair => pair[0])
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1], StringComparer.Ordinal);
    }

    /// <summary>
    /// systemd looks at the program's path with other eyes than at its arguments: specifiers count in both, a dollar sign in arguments only, and
    /// quotes or backslashes in the path are refused; then <c>env</c> hands over to it, as the same process.
    /// </summary>
    private static string Command(IReadOnlyList<string> arguments)
    {
        var program = arguments[0];
        var rest = arguments.Skip(1).Select(Argument);
        if (program.IndexOfAny(['"', '\'', '\\']) < 0)
            return string.Join(' ', rest.Prepend(Quote(program)));
        if (program.Contains('='))
            throw new ConfigurationException($"the program's path {program} holds a quote or backslash and an equals sign: no systemd unit can start that; move it elsewhere");
        return string.Join(' ', rest.Prepend(Argument(program)).Prepend("/usr/bin/env"));
    }

    private static string Argument(string text) => Quote(text).Replace("$", "$$", StringComparison.Ordinal);

    private static string Quote(string text)
    {
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal);
        return $"\"{quoted}\"";
    }

    private static string Plain(string quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            var escaped = quoted[at] is '\\' or '%' && at + 1 < quoted.Length;
            text.Append(!escaped ? quoted[at] : (quoted[at], quoted[++at]) switch
            {
                ('\\', 'n') => '\n',
                ('\\', 't') => '\t',
                var (_, next) => next,
            });
        }

        return text.ToString();
    }
}
