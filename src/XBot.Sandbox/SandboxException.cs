namespace XBot.Sandbox;

/// <summary>The sandbox cannot do what was asked; the message is one line for a person.</summary>
public sealed class SandboxException : Exception
{
    public SandboxException() { }
    public SandboxException(string message) : base(message) { }
    public SandboxException(string message, Exception inner) : base(message, inner) { }
}
