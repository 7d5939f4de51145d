namespace XBot.Chrome;

/// <summary>The function threw inside the page, or its document was replaced while it ran.</summary>
public sealed class ChromeScriptException : Exception
{
    public ChromeScriptException() { }
    public ChromeScriptException(string message) : base(message) { }
    public ChromeScriptException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The page went to another document meanwhile: the function may have run in part, and its answer is lost.</summary>
    public bool DocumentReplaced { get; init; }
}
