namespace XBot.Tests.App.Commands;

public sealed class OptOutCommandTests
{
    [Fact]
    public async Task An_author_is_added_listed_and_removed()
    {
        using var runner = new RunnerFolder();

        Assert.Equal(0, await runner.Host.RunAsync("optout", "add", "@Some_One", "--note", "asked for it"));
        Assert.Equal(0, await runner.Host.RunAsync("optout", "add", "some_one"));
        Assert.Contains("on the list already", runner.Host.Stderr, StringComparison.Ordinal);

        var author = Assert.Single((await runner.JsonAsync("optout", "list")).GetProperty("optOuts").EnumerateArray());
        Assert.Equal("""{"handle":"some_one","note":"asked for it","at":"2026-03-01T12:00:00.000Z"}""", author.GetRawText());

        Assert.Equal(0, await runner.Host.RunAsync("optout", "remove", "SOME_ONE"));
        Assert.Equal("""{"optOuts":[]}""", (await runner.JsonAsync("optout", "list")).GetRawText());
    }

    [Fact]
    public async Task The_first_author_may_come_before_the_runner_ever_ran()
    {
        using var runner = new RunnerFolder();
        Directory.Delete(runner.Profile);

        Assert.Equal(0, await runner.Host.RunAsync("optout", "add", "someone"));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(runner.Profile));
    }

    [Theory]
    [InlineData("not a handle")]
    [InlineData("a,b")]
    [InlineData("much_too_long_for_x")]
    public async Task What_is_no_handle_is_refused_in_one_line(string handle)
    {
        using var runner = new RunnerFolder();
        Assert.Equal(4, await runner.Host.RunAsync("optout", "add", handle));
        Assert.Contains($"\"{handle}\" is no handle", Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
