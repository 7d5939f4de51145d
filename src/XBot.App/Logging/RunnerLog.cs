using System.Globalization;
using Microsoft.Extensions.Logging;
using XBot.Core.Secrets;

namespace XBot.App.Logging;

/// <summary>
/// The daemon's log: <c>daemon.log</c> for everything, <c>daemon-error.log</c> for errors once more, and a terminal's lines when somebody watches.
/// One line an entry: <c>2026-03-01T12:00:00.000Z info  DaemonLoop cycle 1: OK …</c>, in the files with a tab and the message's values by name behind it; what
/// looks like a secret is taken out.
/// </summary>
public sealed class RunnerLog(string profileDir, TextWriter? console, TimeProvider time, SecretMask? mask = null) : ILoggerFactory
{
    /// <summary>In the profile.</summary>
    public const string FileName = "daemon.log";

    /// <summary>In the profile: the errors alone.</summary>
    public const string ErrorsName = "daemon-error.log";

    private readonly SecretMask _mask = mask ?? SecretMask.Shapes;
    private readonly CappedFile _all = new(Path.Combine(profileDir, FileName));
    private readonly CappedFile _errors = new(Path.Combine(profileDir, ErrorsName));

    private readonly TerminalLines? _watched = console is null ? null : new TerminalLines(console);

    public ILogger CreateLogger(string categoryName) => new RoomLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The runner's log has its own places to write to.");

    /// <summary>Never throws: a line that has nowhere to go is dropped, and whoever wrote it goes on.</summary>
    /// <param name="fields">The message's values by name, as <see cref="LogFields"/> writes them.</param>
    public void Write(LogLevel level, string source, string message, Exception? failure, string fields = "")
    {
        var at = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var text = failure is null ? message : $"{message}: {failure}";
        var sentence = _mask.Apply($"{at} {Name(level)} {source} {text.ReplaceLineEndings(" ⏎ ").Replace(LogFields.Separator, ' ')}");
        var line = fields.Length == 0 ? sentence : sentence + LogFields.Separator + _mask.Apply(fields);
        _all.WriteLine(line);
        if (level >= LogLevel.Error)
            _errors.WriteLine(line);
        _watched?.Write(sentence);
    }

    public void Dispose()
    {
        _watched?.Dispose();
        _all.Dispose();
        _errors.Dispose();
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit ",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn ",
        _ => "info ",
    };

    private sealed class RoomLogger(RunnerLog log, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Write(logLevel, source, formatter(state, exception), exception, LogFields.Of(state, log._mask));
        }
    }
}
