using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;

namespace XBot.Chrome.Pages;

/// <summary>
/// A JavaScript dialog stops the whole page until somebody answers: alert, confirm and prompt are dismissed at once, and leaving a page
/// is confirmed while it is we who leave.
/// </summary>
internal sealed partial class PageDialogs(CdpSession session, ILogger log)
{
    private int _leaving;

    /// <summary>Until disposed, "leave this page?" is answered with yes.</summary>
    public IDisposable Leaving()
    {
        Interlocked.Increment(ref _leaving);
        return new Left(this);
    }

    public void Handle(CdpEvent happened)
    {
        if (happened.Method == CdpEvents.DialogOpening)
            _ = AnswerAsync(CdpMessage.Read<DialogOpening>(happened.Params).Type);
    }

    private async Task AnswerAsync(string type)
    {
        var accept = type == "beforeunload" && Volatile.Read(ref _leaving) > 0;
        LogDialog(log, type, accept ? "accepted" : "dismissed");
        try
        {
            await session.SendAsync(new AnswerDialog(accept), CancellationToken.None);
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            // Gone with its page, or answered by a person at the window.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The page opened a dialog ({Type}): {Answer}")]
    private static partial void LogDialog(ILogger log, string type, string answer);

    private sealed class Left(PageDialogs dialogs) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref dialogs._leaving);
    }
}
