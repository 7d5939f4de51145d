using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using XBot.App.Configuration;
using XBot.App.Running;
using XBot.Testing;

namespace XBot.Tests.App.Control;

[UnsupportedOSPlatform("windows")]
public sealed class ProfileBindingTests : IDisposable
{
    private const string Sandbox = "http://127.0.0.1:8080";
    private readonly TempFolder profile = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private ProfileBinding Binding => new(profile.Path, time);

    [Fact]
    public void A_fresh_profile_is_bound_to_the_first_origin()
    {
        Assert.Null(Binding.Read());

        Binding.Bind(Sandbox);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new BoundProfile(Sandbox, null, null, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), Binding.Bind(Sandbox));
        Assert.Equal(["binding.json"], Directory.GetFiles(profile.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Another_origin_is_refused_in_one_line_with_the_way_out()
    {
        Binding.Bind(Sandbox);

        var refused = Assert.Throws<ConfigurationException>(() => Binding.Bind("https://x.com"));

        Assert.Equal(
            $"X_BASE_URL is \"https://x.com\": the profile {profile.Path} belongs to {Sandbox}; set X_BASE_URL to that, or RUNNER_PROFILE_DIR to another folder",
            refused.Message);
        Assert.Equal(Sandbox, Binding.Read()!.Origin);
    }

    [Fact]
    public void The_first_account_stays_and_the_store_is_the_last_one_told()
    {
        Binding.Bind(Sandbox);

        Assert.True(Binding.BindAccount("1"));
        Binding.RebindStore("a", null);
        Assert.True(Binding.BindAccount("1"));
        Assert.False(Binding.BindAccount("2"));
        Binding.RebindStore("b", "desk");

        Assert.Equal(("1", "b", "desk"), (Binding.Read()!.AccountId, Binding.Read()!.StoreId, Binding.Read()!.SharedAs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"origin\":")]
    [InlineData("{\"origin\":\"\"}")]
    [InlineData("null")]
    public void A_damaged_binding_binds_nothing_anew(string content)
    {
        File.WriteAllText(profile.File("binding.json"), content);

        var refused = Assert.Throws<ConfigurationException>(() => Binding.Bind(Sandbox));

        Assert.Contains("binding.json", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(content, File.ReadAllText(profile.File("binding.json")));
    }

    [Fact]
    public void Nobody_else_may_read_the_binding()
    {
        Binding.Bind(Sandbox);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(profile.File("binding.json")));
    }

    public void Dispose() => profile.Dispose();
}
