using System.Text.Json;

namespace XBot.Chrome.Cdp;

/// <summary>A command that was sent and not answered yet.</summary>
internal sealed class CdpPending(CdpSession session, string method)
{
    // "Session with given id not found.": the target went away before we knew its session.
    private const int SessionNotFound = -32001;

    private readonly TaskCompletionSource<JsonElement> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CdpSession Session => session;

    public Task<JsonElement> Answer => _answer.Task;

    public void Fail(string reason)
    {
        if (_answer.TrySetException(new ChromeGoneException($"{method}: {reason}")))
            _ = _answer.Task.Exception; // its caller may have left at its deadline
    }

    public void Complete(JsonElement message)
    {
        if (message.TryGetProperty("result", out var result))
            _answer.TrySetResult(result);
        else if (message.TryGetProperty("error", out var error))
            Refuse(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? "");
    }

    private void Refuse(int code, string reason)
    {
        if (code == SessionNotFound)
            Fail("the page is gone");
        else
            _answer.TrySetException(new CdpErrorException(method, code, reason));
    }
}
