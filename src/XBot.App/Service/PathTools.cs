using System.ComponentModel;
using System.Diagnostics;
using XBot.App.CommandLine;

namespace XBot.App.Service;

/// <summary>The programs as PATH finds them.</summary>
internal sealed class PathTools(CommandHost host) : IServiceTools
{
    // `systemctl --user enable --now` waits for the daemon's READY=1.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static readonly string[] Usual = ["/bin", "/usr/bin"];

    public async Task<ToolAnswer> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var path = Find(program) ?? throw new CommandException($"{program} is not on this machine: its supervisor is not there, so nothing can start the daemon at login");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var (name, value) in host.Environment)
            start.Environment[name] = value;
        start.Environment["LC_ALL"] = "C";
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Deadline);
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var error = process.StandardError.ReadToEndAsync(late.Token);
            var answer = (await output, await error);
            await process.WaitForExitAsync(late.Token);
            return new ToolAnswer(process.ExitCode, answer.Item1, answer.Item2);
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited)
                process.Kill();
            ct.ThrowIfCancellationRequested();
            throw new CommandException($"'{program} {string.Join(' ', arguments)}' did not end within {Deadline.TotalMinutes:0} minutes");
        }
    }

    private string? Find(string program) =>
        (host.Variable("PATH")?.Split(':') ?? []).Concat(Usual).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CommandException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }
}
