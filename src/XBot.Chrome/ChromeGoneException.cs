namespace XBot.Chrome;

/// <summary>The connection, the browser or the page went away (or a command passed its deadline).</summary>
public sealed class ChromeGoneException : Exception
{
    public ChromeGoneException() { }
    public ChromeGoneException(string message) : base(message) { }
    public ChromeGoneException(string message, Exception inner) : base(message, inner) { }
}
