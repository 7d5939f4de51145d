using System.Diagnostics;
using System.Globalization;

namespace XBot.Testing.Stores;

/// <summary>
/// A PostgreSQL server of the tests' own: temporary directory, free port on loopback, ended with them. It starts when the first test asks.
/// PostgreSQL refuses to run as root, so root hands it to nobody.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "xbot";
    private const string Password = "p@ss:w/rd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _starting = new(1);
    private readonly string? _binaries = FindBinaries();
    private string? _folder;
    private Process? _process;
    private int _databases;

    /// <summary>Why there can be no server here; null when there can.</summary>
    public string? Missing => _binaries is null ? "PostgreSQL's server (initdb) is not installed: apt-get install postgresql"
        : OperatingSystem.IsWindows() ? "the test server needs Unix"
        : null;

    public int Port { get; private set; }

    /// <summary>The URL of a database that nobody else uses.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct)
    {
        await StartAsync(ct);
        var name = "d" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await RunAsync("createdb", ct, "-h", _folder!, "-p", PortText, "-U", User, name);
        return UrlOf(name);
    }

    public string UrlOf(string database, string user = User, string password = Password) =>
        $"postgres://{user}:{Uri.EscapeDataString(password)}@127.0.0.1:{PortText}/{database}";

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await RunAsync("pg_ctl", CancellationToken.None, "stop", "-D", Data, "-m", "immediate", "-s");
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        if (_folder is not null)
            TempFolder.Remove(_folder);
        _starting.Dispose();
    }

    /// <summary>Where the server keeps what <c>pg_relation_filepath</c> names. To be touched only while it is down.</summary>
    public string FileOf(string relative) => Path.Combine(Data, relative);

    private string Data => Path.Combine(_folder!, "data");

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    private async Task StartAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_process is not null)
                return;
            // Short: a socket's path holds a hundred characters at most.
            _folder = Directory.CreateTempSubdirectory("xbot-pg-").FullName;
            if (Environment.IsPrivilegedProcess)
                await WaitAsync(Start("chown", ["nobody:nogroup", _folder]), ct);
            var secret = Path.Combine(_folder, "secret");
            await File.WriteAllTextAsync(secret, Password, ct);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(secret, (UnixFileMode)0b110_100_100);
            await RunAsync("initdb", ct, "-D", Data, "-U", User, "--auth-host=scram-sha-256", "--auth-local=trust", $"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync");
            Port = Ports.Free();
            await LaunchAsync(ct);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>SIGKILL, under whatever load it has.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(ct);
    }

    /// <summary>On the same data and port. The killed one's children may take a moment to notice that it is gone, and hold its memory until then.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            _process!.Dispose();
            try
            {
                await LaunchAsync(ct);
                return;
            }
            catch (InvalidOperationException) when (TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
            }
        }
    }

    private async Task LaunchAsync(CancellationToken ct)
    {
        _process = Start(Tool("postgres"), ["-D", Data, "-k", _folder!, "-p", PortText, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200", "-c", "log_min_messages=log"], asNobody: true);
        await ReadyAsync(_process, ct);
    }

    private static async Task ReadyAsync(Process process, CancellationToken ct)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
                said.Add(line.Data ?? "(end)");
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
                ready.TrySetResult();
            else if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("postgres ended: " + string.Join(" | ", said)));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(Patience, ct);
    }

    private async Task RunAsync(string tool, CancellationToken ct, params string[] arguments) => await WaitAsync(Start(Tool(tool), arguments, asNobody: true), ct);

    private static async Task WaitAsync(Process process, CancellationToken ct)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var error = await process.StandardError.ReadToEndAsync(ct).WaitAsync(Patience, ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}: {error}{await output}");
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, bool asNobody = false)
    {
        string[] drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];
        string[] line = asNobody && Environment.IsPrivilegedProcess ? [.. drop, program, .. arguments] : [program, .. arguments];
        return Process.Start(new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
    }

    private string Tool(string name) => Path.Combine(_binaries!, name);

    /// <summary>Debian keeps them out of PATH: <c>/usr/lib/postgresql/15/bin</c>.</summary>
    private static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
