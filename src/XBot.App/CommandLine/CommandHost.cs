namespace XBot.App.CommandLine;

/// <summary>All that a command takes from the machine it runs on, so that a test can run it in-process.</summary>
public sealed record CommandHost
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The launcher's folder: .env files and the default profile are beside it. Absolute.</summary>
    public required string Home { get; init; }

    /// <summary>The user's home, what <c>~</c> stands for.</summary>
    public required string UserHome { get; init; }

    /// <summary>The program itself, as a supervisor would start it. Absolute.</summary>
    public string ProgramPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "xbot");

    public required string MachineName { get; init; }

    /// <summary>A window could be shown.</summary>
    public required bool HasDisplay { get; init; }

    public required TextWriter Stdout { get; init; }
    public required TextWriter Stderr { get; init; }

    /// <summary>Standard output is a terminal: tables and progress may move and have colours.</summary>
    public bool StdoutIsTerminal { get; init; }

    /// <summary>Whoever read standard output, a pipe, is gone: nothing that is written there arrives, and nothing says so.</summary>
    public Func<bool> StdoutIsClosed { get; init; } = () => false;

    public bool StderrIsTerminal { get; init; }

    /// <summary>Standard input, opened at first use: most commands read none.</summary>
    public Func<TextReader> Stdin { get; init; } = () => TextReader.Null;

    public bool StdinIsTerminal { get; init; }

    /// <summary>A person can be asked, and an editor opened.</summary>
    public bool IsInteractive => StdinIsTerminal && StdoutIsTerminal;

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 100;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public StopSignal Stop { get; init; } = new();

    public string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Colours and moving lines on standard output: a terminal, NO_COLOR not set (no-color.org), not a dumb one.</summary>
    public bool UsesAnsi => StdoutIsTerminal && Variable("NO_COLOR") is null && Variable("TERM") != "dumb";
}
