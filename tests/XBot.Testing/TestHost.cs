using Microsoft.Extensions.Time.Testing;
using XBot.App.CommandLine;

namespace XBot.Testing;

/// <summary>A machine for commands run in-process: a launcher folder and a working directory of its own, nothing in the environment, output caught.</summary>
public sealed class TestHost : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("xbot-host-");
    private readonly StringWriter stdout = new();
    private readonly StringWriter stderr = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private TextReader? typed;

    public TestHost(params IEnumerable<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
            environment[name] = value;
        Home = root.CreateSubdirectory("launcher folder").FullName;
        WorkingDirectory = root.CreateSubdirectory("elsewhere").FullName;
        UserHome = root.CreateSubdirectory("user").FullName;
    }

    public string Home { get; }
    public string WorkingDirectory { get; }
    public string UserHome { get; }
    public StopSignal Stop { get; } = new();
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What was written to standard output so far.</summary>
    public string Stdout => stdout.ToString();

    public string Stderr => stderr.ToString();

    public CommandHost Host => new()
    {
        Environment = environment,
        WorkingDirectory = WorkingDirectory,
        Home = Home,
        UserHome = UserHome,
        MachineName = "desk.local",
        HasDisplay = true,
        Stdout = stdout,
        Stderr = stderr,
        Time = Time,
        Stop = Stop,
        StdoutIsTerminal = typed is not null,
        StdinIsTerminal = typed is not null,
        Stdin = () => typed ?? TextReader.Null,
    };

    /// <summary>From now on a person sits at a terminal and types these lines.</summary>
    public TestHost Typing(params IEnumerable<string> lines)
    {
        typed = new StringReader(string.Join('\n', lines) + "\n");
        return With("TERM", "dumb");
    }

    public TestHost With(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    /// <summary>Writes <c>.env</c> or <c>.env.local</c> beside the launcher, or any other file there.</summary>
    public TestHost WithFile(string name, string content)
    {
        File.WriteAllText(Path.Combine(Home, name), content);
        return this;
    }

    public Task<int> RunAsync(params string[] args) => XbotProgram.RunAsync(args, Host);

    public void Dispose()
    {
        Stop.Dispose();
        TempFolder.Remove(root.FullName);
    }
}
