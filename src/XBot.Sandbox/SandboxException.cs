namespace XBot.Sandbox;

/// <summary>The sandbox cannot do what was asked; the message is one line for a person.</summary>
public sealed class SandboxException : Exception
{
    public SandboxException() { }
    public SandboxException(string message) : base(message) { }
    public SandboxException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The fault is in what was given (a timeline file), not in the machine.</summary>
    public bool IsBadOption { get; init; }
}
