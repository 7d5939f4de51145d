using System.Runtime.Versioning;
using XBot.App.Configuration;
using XBot.App.Running;
using XBot.Testing;

namespace XBot.Tests.App.Control;

[UnsupportedOSPlatform("windows")]
public sealed class ProfileFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TempFolder folder = new("ordner mit ü");

    [Fact]
    public void A_profile_is_made_for_its_owner_alone()
    {
        var profile = folder.File("not/there/yet");

        ProfileFolder.Prepare(profile);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(profile));
        Assert.Empty(Directory.GetFileSystemEntries(profile));
    }

    [Fact]
    public void A_profile_that_others_may_read_is_closed_to_them()
    {
        var profile = Directory.CreateDirectory(folder.File("open"), OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute).FullName;

        ProfileFolder.Prepare(profile);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(profile));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("/proc/xbot")]
    public void A_place_where_no_profile_can_be_is_told_in_one_line(string place)
    {
        Assert.SkipWhen(place.StartsWith("/proc", StringComparison.Ordinal) && !OperatingSystem.IsLinux(), "only Linux has /proc");
        File.WriteAllText(folder.File("file"), "in the way");
        var profile = Path.Combine(folder.Path, place);

        var refused = Assert.Throws<ConfigurationException>(() => ProfileFolder.Prepare(profile));

        Assert.StartsWith($"RUNNER_PROFILE_DIR is \"{profile}\": ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    public void Dispose() => folder.Dispose();
}
