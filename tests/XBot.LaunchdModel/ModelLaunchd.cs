using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace XBot.LaunchdModel;

/// <summary>
/// A model of launchd's GUI domain with real child processes, for machines that are no Mac. It is built from what is written and told of launchd and
/// is not launchd: what only a Mac can show stays unverified.
/// </summary>
public sealed class ModelLaunchd : IAsyncDisposable
{
    private readonly string _socket;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ModelLaunchctl _launchctl;
    private readonly Task _serving;

    private ModelLaunchd(string folder, string home)
    {
        _socket = Path.Combine(folder, "launchd.sock");
        _launchctl = new ModelLaunchctl(Knobs, new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin",
            ["HOME"] = home,
            ["USER"] = Environment.UserName,
            ["LOGNAME"] = Environment.UserName,
            ["SHELL"] = "/bin/sh",
            ["TMPDIR"] = Path.GetTempPath(),
        });
        _listener.Bind(new UnixDomainSocketEndPoint(_socket));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public ModelKnobs Knobs { get; } = new();

    /// <summary>Every run of the jobs of that label, loaded now or before.</summary>
    public IReadOnlyList<ModelRun> RunsOf(string label) => _launchctl.RunsOf(label);

    /// <summary>Starts the model, with a <c>launchctl</c> for PATH in <c>bin</c> below the folder.</summary>
    /// <param name="client">The built program of this project.</param>
    public static ModelLaunchd Start(string folder, string home, string client)
    {
        var model = new ModelLaunchd(folder, home);
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName, "launchctl");
        var runtime = Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? $"DOTNET_ROOT='{root}' " : "";
        File.WriteAllText(script, $"#!/bin/sh\n# A model of launchctl for tests.\n{runtime}exec '{client}' '{model._socket}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return model;
    }

    /// <summary>As at logout: every job is ended, and what does not end is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _launchctl.EndAllAsync();
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            Socket line;
            try
            {
                line = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(line));
        }
    }

    private async Task AnswerAsync(Socket line)
    {
        await using var stream = new NetworkStream(line, ownsSocket: true);
        using var reader = new StreamReader(stream);
        var words = JsonSerializer.Deserialize<string[]>((await reader.ReadLineAsync())!)!;
        var answer = _launchctl.Answer(words);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(answer)}\n")));
    }
}
