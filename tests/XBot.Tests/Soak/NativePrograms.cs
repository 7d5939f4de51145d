using System.Diagnostics;
using XBot.Testing;

namespace XBot.Tests.Soak;

/// <summary>The daemon and the bare client, compiled ahead of time into a folder of their own below artifacts/. Takes minutes.</summary>
internal sealed record NativePrograms(string Daemon, string BareClient)
{
    public static async Task<NativePrograms> PublishAsync(CancellationToken ct)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/clang"), "NativeAOT needs clang and zlib's headers (apt-get install clang zlib1g-dev)");
        return new NativePrograms(await PublishAsync("src/XBot.App", "xbot", ct), await PublishAsync("tests/XBot.BareClient", "XBot.BareClient", ct));
    }

    private static async Task<string> PublishAsync(string project, string name, CancellationToken ct)
    {
        var place = Path.Combine(Repository.Root, "artifacts", "aot", Path.GetFileName(project));
        // Packages that only this build needs must not get into the lock files, nor its intermediate files among the others.
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, project), "-c", "Release", "--use-current-runtime", "-p:PublishAot=true", $"-p:NuGetLockFilePath={place}/lock.json",
            "-p:RunAnalyzers=false", $"-p:ArtifactsPath={place}/build", "-o", place + "/out", "-v", "q", "-m:1",
        ];
        using var publish = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        publish.StandardInput.Close();
        var said = await publish.StandardOutput.ReadToEndAsync(ct);
        await publish.WaitForExitAsync(ct);
        Assert.True(publish.ExitCode == 0, said);
        return Path.Combine(place, "out", name);
    }
}
