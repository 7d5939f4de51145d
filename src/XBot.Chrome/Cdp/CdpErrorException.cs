namespace XBot.Chrome.Cdp;

/// <summary>Chrome understood the message and refused the command.</summary>
internal sealed class CdpErrorException(string method, int code, string message)
    : Exception($"Chrome refused {method}: {message} ({code})")
{
    public string Reason { get; } = message;
}
