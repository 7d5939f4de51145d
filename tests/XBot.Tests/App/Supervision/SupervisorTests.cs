using XBot.App.CommandLine;
using XBot.App.Supervision;
using XBot.Testing;

namespace XBot.Tests.App.Supervision;

/// <summary>Who started us is read from the environment, on whatever system.</summary>
public sealed class SupervisorTests
{
    [Theory]
    [InlineData("", "None")]
    [InlineData("XPC_SERVICE_NAME=com.xbot.runner", "Launchd")]
    [InlineData("XPC_SERVICE_NAME=0", "None")]
    [InlineData("NOTIFY_SOCKET=/run/user/1000/systemd/notify", "Systemd")]
    [InlineData("INVOCATION_ID=0123456789abcdef", "Systemd")]
    [InlineData("XPC_SERVICE_NAME=0 INVOCATION_ID=0123456789abcdef", "Systemd")]
    [InlineData("XPC_SERVICE_NAME=com.xbot.runner INVOCATION_ID=0123456789abcdef", "Launchd")]
    public void The_environment_tells_who_started_us(string variables, string supervisor)
    {
        using var host = new TestHost(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1])));
        Assert.Equal(supervisor, Supervisors.Find(host.Host).ToString());
    }

    [Theory]
    [InlineData(ExitCodes.ConfigurationInvalid)]
    [InlineData(ExitCodes.AlreadyHeld)]
    [InlineData(ExitCodes.StoreNotAvailable)]
    public void A_refusal_ends_so_that_its_supervisor_leaves_it_at_that(int refusal)
    {
        Assert.Equal(0, Supervisor.Launchd.EndOf(refusal));
        Assert.Equal(refusal, Supervisor.Systemd.EndOf(refusal));
        Assert.Equal(refusal, Supervisor.None.EndOf(refusal));
    }
}
