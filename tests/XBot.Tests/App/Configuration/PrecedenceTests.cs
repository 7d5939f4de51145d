using XBot.App.Configuration;
using XBot.Testing;

namespace XBot.Tests.App.Configuration;

public sealed class PrecedenceTests
{
    [Fact]
    public void Environment_beats_env_local_beats_env_beats_default()
    {
        using var host = new TestHost(("CDP_PORT", "1001"))
            .WithFile(".env.local", "CDP_PORT=2002\nMAX_REPLIES_PER_DAY=22\n")
            .WithFile(".env", "CDP_PORT=3003\nMAX_REPLIES_PER_DAY=33\nMAX_REPLIES_PER_HOUR=3\n");

        var loaded = SettingsLoader.Load(host.Host);

        Assert.Equal((1001, 22, 3), (loaded.Settings.CdpPort, loaded.Settings.MaxRepliesPerDay, loaded.Settings.MaxRepliesPerHour));
        Assert.Equal(["environment", ".env.local", ".env", "default"], Sources(loaded, "CDP_PORT", "MAX_REPLIES_PER_DAY", "MAX_REPLIES_PER_HOUR", "RUNNER_MODE"));
    }

    [Fact]
    public void An_empty_value_counts_as_not_set()
    {
        using var host = new TestHost(("CDP_PORT", "")).WithFile(".env.local", "CDP_PORT=\n").WithFile(".env", "CDP_PORT=3003\n");
        Assert.Equal(3003, SettingsLoader.Load(host.Host).Settings.CdpPort);
    }

    [Fact]
    public void Demo_and_sandbox_read_the_environment_only()
    {
        using var host = new TestHost(("CDP_PORT", "1001")).WithFile(".env", "MAX_REPLIES_PER_DAY=wrong\n").WithFile(".env.local", "MAX_REPLIES_PER_HOUR=1\n");

        var settings = SettingsLoader.Load(host.Host, environmentOnly: true).Settings;

        Assert.Equal((1001, 4), (settings.CdpPort, settings.MaxRepliesPerHour));
    }

    [Fact]
    public void A_relative_profile_starts_where_it_was_written()
    {
        using var host = new TestHost().WithFile(".env", "RUNNER_PROFILE_DIR=./from file/\n");
        Assert.Equal(Path.Combine(host.Home, "from file"), SettingsLoader.Load(host.Host).Settings.ProfileDir);

        host.With("RUNNER_PROFILE_DIR", "../from-environment");
        Assert.Equal(Path.GetFullPath("../from-environment", host.WorkingDirectory), SettingsLoader.Load(host.Host).Settings.ProfileDir);

        host.With("RUNNER_PROFILE_DIR", "~/profile");
        Assert.Equal(Path.Combine(host.UserHome, "profile"), SettingsLoader.Load(host.Host).Settings.ProfileDir);
    }

    [Fact]
    public void A_profile_that_is_a_file_is_refused()
    {
        using var host = new TestHost(("RUNNER_PROFILE_DIR", "./taken"));
        File.WriteAllText(Path.Combine(host.WorkingDirectory, "taken"), "");
        Assert.Contains("RUNNER_PROFILE_DIR", Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(host.Host)).Message, StringComparison.Ordinal);
    }

    private static string[] Sources(LoadedSettings loaded, params string[] names) =>
        [.. names.Select(name => loaded.Values.Single(value => value.Name == name).Source)];
}
