using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;

namespace XBot.App.Control;

/// <summary>What a command's parts have to say goes to standard error: warnings and worse, as lines for people.</summary>
internal sealed class NoteLogs(Output output) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("a command's notes go to standard error only");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            output.Note("xbot: " + formatter(state, exception) + (exception is null ? "" : $": {exception.Message}"));
    }

    public void Dispose() { }
}
