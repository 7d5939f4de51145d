using XBot.App.Configuration;
using XBot.App.Supervision;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Stores;
using XBot.Sandbox;

namespace XBot.App.CommandLine;

/// <summary>What an exception means for the exit code, and its words for people: never a stack trace.</summary>
internal static class Failures
{
    public static (int ExitCode, string Line) Describe(Exception failure) => failure switch
    {
        CommandException e => (e.ExitCode, e.Message),
        ConfigurationException e => (ExitCodes.ConfigurationInvalid, e.Message),
        StoreUnavailableException or StoreRefusedException => (ExitCodes.StoreNotAvailable, failure.Message),
        ChromeUnavailableException or ChromeGoneException or BrowserLostException => (ExitCodes.BrowserNotAvailable, failure.Message),
        SandboxException { IsBadOption: true } => (ExitCodes.ConfigurationInvalid, failure.Message),
        SandboxException => (ExitCodes.UnexpectedError, failure.Message),
        PartFailedException e => (ExitCodes.UnexpectedError, e.Message.ReplaceLineEndings(" ")),
        _ => (ExitCodes.UnexpectedError, $"unexpected error: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")} (XBOT_DEBUG=1 shows details)"),
    };
}
