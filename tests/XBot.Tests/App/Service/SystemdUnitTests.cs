using XBot.App.Configuration;
using XBot.App.Service;
using XBot.App.Service.Systemd;
using XBot.Testing;

namespace XBot.Tests.App.Service;

/// <summary>The user unit, judged by systemd itself: its verifier returns 0 on keys it does not know, so any word of it is a failure.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SystemdUnitTests
{
    [Fact]
    public void The_service_runs_with_what_keeps_it_small()
    {
        using var host = new TestHost();
        var definition = ServicePlan.Make(host.Host, SettingsLoader.Load(host.Host)).Definition;
        var variables = definition.Variables.Select(variable => $"{variable.Key}={variable.Value}");
        string[] frugal = ["DOTNET_GCgen0size=400000", "DOTNET_GCgen0MaxBudget=400000", "DOTNET_TieredCompilation=0", .. OperatingSystem.IsLinux() ? ["MALLOC_ARENA_MAX=2"] : Array.Empty<string>()];
        Assert.Equal(frugal, variables.Intersect(frugal));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a b & <c>")]
    [InlineData("50% %h %%")]
    [InlineData("$HOME ${HOME} $$ grüße 日本")]
    [InlineData("q\"uo'te \\n $HOME %h")]
    [InlineData("-dash ;semi #hash")]
    public async Task Systemds_own_verifier_has_nothing_to_say(string name)
    {
        using var folder = new TempFolder();
        var place = Directory.CreateDirectory(folder.File(name)).FullName;
        var definition = PlistTests.Definition(place);
        await File.WriteAllTextAsync(definition.Program, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(definition.Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal((0, ""), await VerifyAsync(folder, SystemdUnit.Write(definition)));
    }

    [Fact]
    public async Task The_verifier_sees_an_unknown_key_and_a_program_that_is_not_there()
    {
        using var folder = new TempFolder();
        var text = SystemdUnit.Write(PlistTests.Definition(folder.Path));
        Assert.Contains("xbot", (await VerifyAsync(folder, text)).Said, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File("xbot"), "#!/bin/sh\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(folder.File("xbot"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("Umask", (await VerifyAsync(folder, text.Replace("UMask", "Umask", StringComparison.Ordinal))).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_was_found_out_about_systemd()
    {
        var text = SystemdUnit.Write(PlistTests.Definition("/opt/xbot"));
        Assert.All(
            [
                "Type=notify", "Restart=on-failure", "RestartSec=30", "RestartPreventExitStatus=4 6 7", "WatchdogSec=90", "WatchdogSignal=SIGKILL", "TimeoutStopSec=45",
                "StartLimitIntervalSec=0", "KillMode=mixed", "OOMPolicy=continue", "UMask=0077", "WantedBy=default.target",
                "ExecStart=\"/opt/xbot/xbot\" \"runner:daemon\" \"--service\"", "Environment=\"HARVEST_QUERIES=one\\ntwo \\\"three\\\" $4 5%%\"",
            ],
            line => Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_that_no_unit_can_hold_is_refused_in_one_line() =>
        Assert.Contains("equals sign", Assert.Throws<ConfigurationException>(() => SystemdUnit.Write(PlistTests.Definition("/a'b=c"))).Message, StringComparison.Ordinal);

    private static async Task<(int Code, string Said)> VerifyAsync(TempFolder folder, string text)
    {
        var unit = folder.File(ServiceDefinition.Label + ".service");
        await File.WriteAllTextAsync(unit, text, TestContext.Current.CancellationToken);
        var (code, _, error) = await OutsideTool.RunAsync("systemd-analyze", "systemd", ["--user", "verify", unit], ("XDG_RUNTIME_DIR", folder.Path), ("HOME", folder.Path));
        return (code, error);
    }
}
