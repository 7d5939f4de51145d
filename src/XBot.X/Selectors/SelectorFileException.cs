namespace XBot.X.Selectors;

/// <summary>The override file cannot be used. The message is one line: which file, which entry, what is wrong, what is allowed.</summary>
public sealed class SelectorFileException : Exception
{
    public SelectorFileException() { }
    public SelectorFileException(string message) : base(message) { }
    public SelectorFileException(string message, Exception inner) : base(message, inner) { }
}
