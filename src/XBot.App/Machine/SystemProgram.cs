using System.ComponentModel;
using System.Diagnostics;

namespace XBot.App.Machine;

/// <summary>Asks a small program of the system something, with a deadline.</summary>
internal static class SystemProgram
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>What it printed; null when it is not there, fails, or takes too long.</summary>
    public static async Task<string?> AskAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Deadline);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var errors = process.StandardError.ReadToEndAsync(deadline.Token);
                var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
                await errors;
                await process.WaitForExitAsync(deadline.Token);
                return process.ExitCode == 0 ? output : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                ct.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
