using System.Globalization;
using XBot.App.Doctor;
using XBot.App.Machine;
using XBot.Sql.Moving;

namespace XBot.Tests.App.Doctor;

public sealed class DoctorQuestionTests
{
    [Theory]
    [InlineData("0083;65f0a1b2;Safari;4D0E-11", true)]
    [InlineData("0181;65f0a1b2;Firefox;", true)]
    [InlineData("01c3;65f0a1b2;Safari;4D0E-11", false)]
    [InlineData("not hexadecimal", false)]
    [InlineData(null, false)]
    public void Quarantine_counts_until_its_owner_let_the_program_through(string? attribute, bool held) => Assert.Equal(held, MacCheck.IsHeld(attribute));

    [Theory]
    [InlineData(1000, 100, null, null, false)]
    [InlineData(1000, 800, null, null, true)]
    [InlineData(200, 150, null, null, false)]
    [InlineData(1000, null, 1_000_000, 200_000, false)]
    [InlineData(1000, null, 100_000, 200_000, true)]
    [InlineData(1000, null, 10, 50_000, false)]
    public void Room_that_is_badly_used_warns(int megabytes, int? free, int? live, int? dead, bool warns)
    {
        TableSize[] tables = live is { } rows ? [new("job_heartbeats", 1 << 20, 1, 0, DateTimeOffset.UnixEpoch), new("system_events", (long)megabytes << 20, rows, dead!.Value, null)] : [];
        var size = new StoreSize((long)megabytes << 20, free is { } f ? (long)f << 20 : null, tables);
        Assert.Equal(warns ? Grade.Warn : Grade.Pass, StoreCheck.Judge("store", size, default, "/p/xbot.db").Grade);
    }

    [Theory]
    [InlineData("Chromium 156.0.8078.73 built on Debian", "2026-11-26", 0)]
    [InlineData("Google Chrome 136.0.7103.59 ", "2025-04-29", 0)]
    [InlineData("Google Chrome 136.0.7103.59 ", "2025-10-14", 6)]
    [InlineData("Google Chrome 200.0.1.1", "2026-01-01", 0)]
    [InlineData("Chrome, of an unknown version", "2026-01-01", null)]
    public void The_age_of_a_Chrome_is_told_by_its_number(string version, string day, int? behind) =>
        Assert.Equal(behind, ChromeAge.ReleasesBehind(version, DateTimeOffset.Parse(day + "T00:00:00Z", CultureInfo.InvariantCulture)));

    [Fact]
    public void Others_are_told_once_and_we_are_none_of_them() => Assert.Equal(
        ["anna", "zoe"],
        LoggedInUsers.Others("me       tty1         2026-03-01 12:00\nzoe      pts/0        2026-03-01 12:00 (10.0.0.1)\nanna     console      Mar  1 12:00\nzoe      pts/1        2026-03-01 12:05\n", "me"));

    [Fact]
    public void Nobody_logged_in_is_nobody() => Assert.Empty(LoggedInUsers.Others("", "me"));

    [Fact]
    public async Task A_program_that_is_not_there_is_no_answer() =>
        Assert.Null(await SystemProgram.AskAsync("/no/such/program", [], TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_program_that_fails_is_no_answer() =>
        Assert.Null(await SystemProgram.AskAsync("/bin/sh", ["-c", "echo half; exit 3"], TestContext.Current.CancellationToken));
}
