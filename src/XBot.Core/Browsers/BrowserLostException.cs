namespace XBot.Core.Browsers;

/// <summary>The browser or our page went away, or stopped answering, in the middle of something.</summary>
public sealed class BrowserLostException : Exception
{
    public BrowserLostException() { }
    public BrowserLostException(string message) : base(message) { }
    public BrowserLostException(string message, Exception inner) : base(message, inner) { }
}
