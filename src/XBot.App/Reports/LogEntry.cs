using System.Text.RegularExpressions;
using XBot.App.Logging;

namespace XBot.App.Reports;

/// <summary>One line of the daemon's log as <c>xbot logs --json</c> tells it.</summary>
/// <param name="At">ISO 8601, UTC; null for a line that is not in the log's form.</param>
/// <param name="Level">info, warn, error or crit.</param>
/// <param name="Source">The class that wrote it.</param>
/// <param name="Fields">The message's values by name; null for a line without.</param>
internal sealed partial record LogEntry(string? At, string? Level, string? Source, string Message, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <param name="line">As <see cref="Logging.RunnerLog"/> writes it; anything else is all message.</param>
    public static LogEntry Parse(string line) => Form().Match(line) is { Success: true } match
        ? new LogEntry(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value.Replace(" ⏎ ", "\n", StringComparison.Ordinal),
            match.Groups[5].Success ? LogFields.Parse(match.Groups[5].Value) : null)
        : new LogEntry(null, null, null, line);

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (info|warn|error|crit) +(\S+) ([^\t]*)(?:\t(.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
