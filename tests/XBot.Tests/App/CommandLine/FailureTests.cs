using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Stores;
using XBot.Testing;

namespace XBot.Tests.App.CommandLine;

public sealed class FailureTests
{
    public static TheoryData<Exception, int> Known => new()
    {
        { new ConfigurationException("line"), 4 },
        { new StoreUnavailableException("line"), 7 },
        { new StoreRefusedException("line"), 7 },
        { new ChromeUnavailableException("line"), 3 },
        { new ChromeGoneException("line"), 3 },
        { new BrowserLostException("line"), 3 },
        { new CommandException(ExitCodes.AlreadyHeld, "line"), 6 },
    };

    [Theory, MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public async Task A_known_failure_has_its_exit_code_and_its_own_words(Exception failure, int code)
    {
        using var host = new TestHost();
        Assert.Equal(code, await XbotProgram.GuardAsync(host.Host, () => throw failure));
        Assert.Equal("xbot: line\n", host.Stderr);
    }

    [Fact]
    public async Task An_unforeseen_failure_is_one_line_without_a_stack_trace()
    {
        using var host = new TestHost();
        Assert.Equal(1, await XbotProgram.GuardAsync(host.Host, () => throw new InvalidOperationException("first\nsecond")));
        Assert.Equal("xbot: unexpected error: InvalidOperationException: first second (XBOT_DEBUG=1 shows details)\n", host.Stderr);
    }

    [Fact]
    public async Task XBOT_DEBUG_shows_where_it_happened()
    {
        using var host = new TestHost(("XBOT_DEBUG", "1"));
        await XbotProgram.GuardAsync(host.Host, () => throw new InvalidOperationException("first"));
        Assert.Contains("   at ", host.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 130)]
    [InlineData(false, 0)]
    public async Task Ctrl_C_is_130_and_SIGTERM_a_clean_stop(bool interrupt, int code)
    {
        using var host = new TestHost();
        Assert.Equal(code, await XbotProgram.GuardAsync(host.Host, () =>
        {
            if (interrupt)
                host.Stop.Interrupt();
            else
                host.Stop.Terminate();
            host.Stop.Token.ThrowIfCancellationRequested();
            return Task.FromResult(0);
        }));
        Assert.Empty(host.Stderr);
    }

    [Fact]
    public async Task A_command_that_ends_well_after_Ctrl_C_still_says_130()
    {
        using var host = new TestHost();
        Assert.Equal(130, await XbotProgram.GuardAsync(host.Host, () =>
        {
            host.Stop.Interrupt();
            return Task.FromResult(0);
        }));
    }
}
