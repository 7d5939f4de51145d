namespace XBot.Chrome;

/// <summary>Chrome could not be found, started, or proven ours. The message is one line for people: what, and what to do.</summary>
public sealed class ChromeUnavailableException : Exception
{
    public ChromeUnavailableException() { }
    public ChromeUnavailableException(string message) : base(message) { }
    public ChromeUnavailableException(string message, Exception inner) : base(message, inner) { }
}
