using System.Diagnostics;

namespace XBot.Tests.App.Service;

/// <summary>A program of somebody else that judges what we wrote. Where it is missing the test is skipped, and says so.</summary>
internal static class OutsideTool
{
    public static async Task<(int Code, string Out, string Error)> RunAsync(string program, string package, IReadOnlyList<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var path = new[] { "/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Skip($"{program} is missing (Debian: apt-get install {package})");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
