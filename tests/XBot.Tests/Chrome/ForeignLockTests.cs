using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Chrome;

/// <summary>Whose lock it is that a Chrome left on the profile: Chrome writes the host's whole name into it.</summary>
public sealed class ForeignLockTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly ChromeFolder _folder;

    public ForeignLockTests()
    {
        _folder = new ChromeFolder(_temp.File("profile"));
        Directory.CreateDirectory(_folder.UserData);
    }

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("Anas-MacBook.local", "Anas-MacBook.local", true)]
    [InlineData("Anas-MacBook", "Anas-MacBook.local", true)]
    [InlineData("box", "box", true)]
    [InlineData("box.lan", "box.local", false)]
    [InlineData("other.local", "Anas-MacBook.local", false)]
    [InlineData("local", "Anas-MacBook.local", false)]
    public void The_hosts_whole_name_and_its_short_one_are_ours(string host, string name, bool ours) => Assert.Equal(ours, ThisMachine.IsNamed(host, name));

    [Fact]
    public void A_lock_under_this_hosts_name_is_taken_away_when_its_Chrome_is_dead()
    {
        Lock(Dns.GetHostName());
        Assert.Null(Look().ForeignLock);
        Unlock();
        Assert.Null(ProfileLock.Read(_folder.LockFile));
    }

    [Fact]
    public void A_lock_of_another_machine_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "Chrome takes every lock over there");
        Lock("another-machine");
        Note("no such machine");
        Assert.StartsWith("another-machine-", Look().ForeignLock, StringComparison.Ordinal);
        Unlock();
        Assert.NotNull(ProfileLock.Read(_folder.LockFile));
    }

    [Fact]
    public void A_machine_that_was_renamed_knows_the_lock_of_the_Chrome_in_its_notes()
    {
        Assert.SkipWhen(ThisMachine.Id is null && !OperatingSystem.IsMacOS(), "this machine has no id");
        Lock("its-old-name");
        Note(ThisMachine.Id);
        Assert.Null(Look().ForeignLock);
        Unlock();
        Assert.Null(ProfileLock.Read(_folder.LockFile));
    }

    // No process has this pid: Linux and macOS count far below.
    private const int Dead = int.MaxValue;

    private void Lock(string host) => File.CreateSymbolicLink(_folder.LockFile, new ProfileLock(host, Dead).ToString());

    private void Note(string? machine) => new ChromeRecord(Dead, "boot:7", null, 9222, "/usr/bin/chromium", null, [], null, null, [], machine).Write(_folder.RecordFile);

    private ChromeSighting Look() =>
        new ChromeScout(_folder, new ExpectedChrome("/usr/bin/chromium", _folder.UserData, Ports.Free(), 0, []), ProcessProbe.Current).Look();

    private void Unlock() => new ChromeEnder(_folder, ProcessProbe.Current, TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger.Instance).Unlock();
}
