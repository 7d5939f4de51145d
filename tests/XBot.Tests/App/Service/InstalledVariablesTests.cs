using XBot.App.Configuration;
using XBot.App.Service;
using XBot.App.Service.Launchd;
using XBot.App.Service.Systemd;
using XBot.Testing;

namespace XBot.Tests.App.Service;

/// <summary>What a definition keeps of the shell that installed it, and what people are told of that later.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class InstalledVariablesTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("50% %h %% \\n \\ \\\\ q\"uo'te\"")]
    [InlineData("a\nb\tc = d=e")]
    [InlineData("$HOME ${X} ]]> &amp; <b> grüße 日本 𝒳")]
    public void Both_kinds_of_definition_are_read_back_as_they_were_meant(string value)
    {
        ServiceDefinition definition = new("/opt/xbot", "/p/supervisor.log", [new("TOPIC_KEYWORDS", value), new("REPLY_MODE", "auto")]);
        var meant = new Dictionary<string, string> { ["TOPIC_KEYWORDS"] = value, ["REPLY_MODE"] = "auto" };
        Assert.Equal(meant, SystemdUnit.VariablesOf(SystemdUnit.Write(definition)));
        Assert.Equal(meant, LaunchAgentPlist.VariablesOf(LaunchAgentPlist.Write(definition)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bplist00")]
    [InlineData("<plist><dict><key>EnvironmentVariables</key></dict></plist>")]
    [InlineData("Environment=\"A=b\"")]
    public void What_is_none_of_ours_holds_none(string text)
    {
        Assert.Null(SystemdUnit.VariablesOf(text));
        Assert.Null(LaunchAgentPlist.VariablesOf(text));
    }

    /// <summary>A supervisor starts in a folder of its own: a path that was meant from this one would be none there.</summary>
    [Fact]
    public void Every_setting_that_takes_a_path_is_written_as_it_was_found()
    {
        using var folder = new TempFolder();
        var program = folder.File("here");
        File.WriteAllText(program, "#!/bin/sh\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateDirectory(folder.File("profile"));
        string[] paths = [.. SettingCatalogue.All.Where(setting => setting.Allowed.Contains("file", StringComparison.Ordinal) || setting.Allowed.Contains("folder", StringComparison.Ordinal)).Select(setting => setting.Name)];
        Assert.Equal(["REPLY_PROMPT_FILE", "RUNNER_CHROME_PATH", "RUNNER_PROFILE_DIR", "SELECTORS_FILE"], paths.Order(StringComparer.Ordinal));
        using var host = new TestHost([.. paths.Select(name => (name, name == "RUNNER_PROFILE_DIR" ? "profile" : "./here"))]);
        var machine = host.Host with { WorkingDirectory = folder.Path };

        var definition = ServicePlan.Make(machine, SettingsLoader.Load(machine)).Definition;

        Assert.Equal(paths.Order(StringComparer.Ordinal), definition.Variables.Where(pair => pair.Value.StartsWith(folder.Path, StringComparison.Ordinal)).Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_install_from_another_shell_says_what_it_takes_away()
    {
        await using var desk = new LaunchdDesk();
        desk.With("CDP_PORT", "9333").With("MAX_REPLIES_PER_DAY", "3");
        Assert.Equal(0, await desk.ServiceAsync("install"));
        desk.With("CDP_PORT", "");
        Assert.Equal(0, await desk.ServiceAsync("install"));
        Assert.Contains("no longer in the definition: CDP_PORT=9333; ", desk.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_says_what_goes_before_the_env_file()
    {
        await using var desk = new LaunchdDesk();
        desk.With("MAX_REPLIES_PER_DAY", "3").With("CDP_PORT", "9333");
        Assert.Equal(0, await desk.ServiceAsync("install"));
        desk.With("MAX_REPLIES_PER_DAY", "").With("CDP_PORT", "");
        desk.EnvFile("MAX_REPLIES_PER_DAY=2\nCDP_PORT=9333\n");
        Assert.Equal(0, await desk.ServiceAsync("restart"));
        Assert.Contains("holds another MAX_REPLIES_PER_DAY than the .env file", desk.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_works_on_the_profile_that_the_service_has()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        var ledger = Path.Combine(desk.Profile, "starts.json");
        await File.WriteAllTextAsync(ledger, """{"failed":9,"alerted":true,"lastStart":"2026-03-01T12:00:00+00:00"}""", TestContext.Current.CancellationToken);
        desk.With("RUNNER_PROFILE_DIR", Path.Combine(desk.Place, "another"));
        Assert.Equal(0, await desk.ServiceAsync("restart"));
        Assert.False(File.Exists(ledger));
        Assert.Contains($"works on {desk.Profile}", desk.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGPASSWORD", "postgres://u@127.0.0.1/x", true)]
    [InlineData("PGPASSWORD", null, false)]
    public void What_the_database_takes_from_the_shell_is_said_not_to_reach_the_service(string name, string? url, bool said)
    {
        using var host = new TestHost((name, "s3cret")).With("DATABASE_URL", url ?? "");
        var plan = ServicePlan.Make(host.Host, SettingsLoader.Load(host.Host));
        Assert.Equal(said, plan.Notes.Any(note => note.StartsWith($"{name} is set in this shell only", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("s3cret", StringComparison.Ordinal));
    }
}
