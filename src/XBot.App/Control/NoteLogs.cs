using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;
using XBot.X.Reading;

namespace XBot.App.Control;

/// <summary>What a command's parts have to say goes to standard error, as lines for people: warnings and worse, and how far a long reading is.</summary>
internal sealed class NoteLogs(Output output) : ILoggerFactory
{
    private static readonly string Progress = typeof(PostReader).FullName!;

    public ILogger CreateLogger(string categoryName) => new NoteLogger(output, categoryName == Progress ? LogLevel.Information : LogLevel.Warning);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("a command's notes go to standard error only");

    public void Dispose() { }

    private sealed class NoteLogger(Output output, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                output.Note("xbot: " + formatter(state, exception) + (exception is null ? "" : $": {exception.Message}"));
        }
    }
}
