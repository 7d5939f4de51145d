using System.ComponentModel;
using System.Diagnostics;

namespace XBot.Tests.Faults;

/// <summary>What needs the machine's own tools, and may not be allowed.</summary>
internal static class Machine
{
    /// <returns>Whether it could be done.</returns>
    public static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Leaves no room on the file's disk.</summary>
    /// <returns>What makes room again.</returns>
    public static Func<Task> Fill(string file)
    {
        using (var stream = new FileStream(file, FileMode.Append))
        {
            var block = new byte[1 << 16];
            try
            {
                while (true)
                {
                    stream.Write(block);
                    stream.Flush(flushToDisk: false);
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }

        return () =>
        {
            File.Delete(file);
            return Task.CompletedTask;
        };
    }
}
