using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Testing;

namespace XBot.Tests.Chrome;

/// <summary>The cookie store is copied while no Chrome runs, and a ruined one is replaced by its copy.</summary>
public sealed class CookieVaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ChromeFolder _chrome;
    private readonly CookieVault _vault;
    private readonly string _cookies;

    public CookieVaultTests()
    {
        _chrome = new ChromeFolder(_folder.Path);
        _vault = new CookieVault(_chrome, NullLogger.Instance);
        _cookies = Path.Combine(_chrome.UserData, "Default", "Cookies");
        Directory.CreateDirectory(Path.GetDirectoryName(_cookies)!);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Three_generations_are_kept_and_the_same_one_only_once()
    {
        foreach (var content in new byte[] { 1, 2, 2, 3, 4 })
        {
            File.WriteAllBytes(_cookies, Store(content));
            _vault.Keep();
        }

        Assert.Equal([4, 3, 2], new[] { 1, 2, 3 }.Select(generation => (int)File.ReadAllBytes(Copy(generation))[100]));
        Assert.Equal(3, Directory.GetFiles(_chrome.CookieBackups).Length);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Copy(1)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("zeroed")]
    [InlineData("cut")]
    public void A_ruined_store_is_put_back_and_what_was_there_is_kept_aside(string how)
    {
        var whole = Store(7);
        File.WriteAllBytes(_cookies, whole);
        _vault.Keep();
        File.WriteAllBytes(_cookies, how switch { "empty" => [], "zeroed" => new byte[whole.Length], _ => whole[..4096] });

        _vault.Open();

        Assert.Equal(whole, File.ReadAllBytes(_cookies));
        Assert.True(File.Exists(_cookies + ".ruined"));
        Assert.Single(Directory.GetFiles(_chrome.CookieBackups));
    }

    [Fact]
    public void A_copy_that_cannot_be_written_costs_no_older_one()
    {
        Keep(1, 2, 3);
        // In the way, as a full disk is.
        Directory.CreateDirectory(Copy(1) + ".new");
        Keep(4, 5);
        Assert.Equal([3, 2, 1], Kept());
        Directory.Delete(Copy(1) + ".new");
        Keep(6);
        Assert.Equal([6, 3, 2], Kept());
    }

    [Fact]
    public void A_gap_takes_the_next_copy_and_pushes_nothing_out()
    {
        Keep(1, 2, 3);
        File.Delete(Copy(1));
        Keep(4);
        Assert.Equal([4, 2, 1], Kept());
    }

    [Fact]
    public void The_newest_copy_that_is_whole_is_put_back()
    {
        Keep(1, 2, 3);
        File.Delete(Copy(1));
        File.WriteAllBytes(Copy(2), Store(2)[..100]);
        File.WriteAllBytes(_cookies, []);
        _vault.Open();
        Assert.Equal(Store(1), File.ReadAllBytes(_cookies));
    }

    [Fact]
    public void A_ruined_store_whose_copy_cannot_be_put_back_keeps_Chrome_from_making_an_empty_one_of_it()
    {
        Keep(7);
        File.WriteAllBytes(_cookies, []);
        Directory.CreateDirectory(_cookies + ".new");
        Assert.Contains("cannot be put back", Assert.Throws<ChromeUnavailableException>(_vault.Open).Message, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllBytes(_cookies));
        Directory.Delete(_cookies + ".new");
        _vault.Open();
        Assert.Equal(Store(7), File.ReadAllBytes(_cookies));
    }

    [Fact]
    public void A_restore_that_was_killed_between_its_two_moves_is_finished()
    {
        Keep(7);
        File.Move(_cookies, _cookies + ".ruined");
        File.WriteAllBytes(_cookies + ".new", Store(7));
        _vault.Open();
        Assert.Equal(Store(7), File.ReadAllBytes(_cookies));
    }

    [Fact]
    public void A_store_in_the_middle_of_a_write_is_neither_copied_nor_replaced()
    {
        File.WriteAllBytes(_cookies, Store(1));
        _vault.Keep();
        File.WriteAllBytes(_cookies, Store(2)[..4096]);
        File.WriteAllText(_cookies + "-journal", "half a write");

        _vault.Open();

        Assert.Equal(4096, new FileInfo(_cookies).Length);
        Assert.Equal(1, File.ReadAllBytes(Copy(1))[100]);
    }

    [Fact]
    public void A_store_that_is_not_there_stays_away()
    {
        File.WriteAllBytes(_cookies, Store(1));
        _vault.Keep();
        File.Delete(_cookies);
        _vault.Open();
        Assert.False(File.Exists(_cookies));
    }

    [Fact]
    public async Task A_Chrome_that_was_ended_leaves_a_copy()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chrome = await ChromeFixture.StartAsync(ct: ct);
        await chrome.Keeper.StopAsync(ct);
        var copy = Path.Combine(chrome.ProfileDir, "cookies-backup", "Cookies.1");
        Assert.StartsWith("SQLite format 3", Encoding.ASCII.GetString(await File.ReadAllBytesAsync(copy, ct)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_a_profile_never_changes()
    {
        KeyStore.Prove(_chrome, KeyStore.Of("/Applications/Chromium.app/Contents/MacOS/Chromium", mac: true), "Chromium");
        KeyStore.Prove(_chrome, KeyStore.Of("/opt/Chromium.app/Contents/MacOS/Chromium", mac: true), "Chromium");
        var refused = Assert.Throws<ChromeUnavailableException>(() =>
            KeyStore.Prove(_chrome, KeyStore.Of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", mac: true), "/Applications/Google Chrome"));
        Assert.Contains("RUNNER_CHROME_PATH", refused.Message, StringComparison.Ordinal);
        Assert.Contains("keychain: Chromium", refused.Message, StringComparison.Ordinal);
        Assert.Equal(KeyStore.Of("/usr/bin/chromium", mac: false), KeyStore.Of("/usr/bin/google-chrome", mac: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\0\0\0\0\0")]
    public void A_note_of_the_key_that_a_power_cut_emptied_is_written_again(string left)
    {
        Directory.CreateDirectory(_chrome.Root);
        File.WriteAllText(_chrome.KeyStoreFile, left);
        KeyStore.Prove(_chrome, new KeyStoreName("basic"), "chromium");
        Assert.Equal("basic", File.ReadAllText(_chrome.KeyStoreFile));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_chrome.KeyStoreFile));
        Assert.False(File.Exists(_chrome.KeyStoreFile + ".new"));
    }

    private void Keep(params byte[] contents)
    {
        foreach (var content in contents)
        {
            File.WriteAllBytes(_cookies, Store(content));
            _vault.Keep();
        }
    }

    private IEnumerable<int> Kept() => new[] { 1, 2, 3 }.Select(generation => (int)File.ReadAllBytes(Copy(generation))[100]);

    private string Copy(int generation) => Path.Combine(_chrome.CookieBackups, $"Cookies.{generation}");

    /// <summary>Two pages of 4096 bytes with a header that says so.</summary>
    private static byte[] Store(byte content)
    {
        var bytes = new byte[8192];
        "SQLite format 3\0"u8.CopyTo(bytes);
        (bytes[16], bytes[17], bytes[31], bytes[100]) = (0x10, 0x00, 2, content);
        return bytes;
    }
}
