using System.Collections.Concurrent;
using System.Text.Json;
using XBot.CrashHost.Killing;

namespace XBot.CrashHost.Watching;

/// <summary>Reads what passes on the wire while a reply is sent, and comes by the points that lie there.</summary>
internal sealed class WireSteps(KillSwitch death, Scene scene)
{
    // A command's answer is a point of its own: by the command's id.
    private readonly ConcurrentDictionary<long, string> _answers = new();
    private readonly ConcurrentDictionary<string, bool> _ours = new();
    // On a busy machine the answer to what was just sent overtakes the thread that sent it: it waits here until the step after the sending is over.
    private static readonly ManualResetEventSlim _bodyAsked = new(initialState: true);
    private bool _looked;
    private bool _opened;

    public void Sending(ReadOnlyMemory<byte> message)
    {
        if (Command(message) is not { } command)
            return;
        if (scene.IsPreparing)
        {
            _looked = false;
            if (command.Method == "Input.insertText")
                _answers[command.Id] = "text-taken";
            return;
        }

        switch (command.Name)
        {
            case "Runtime.callFunctionOn" when !_looked:
                _answers[command.Id] = "look-answered";
                break;
            case "mousePressed":
                _answers[command.Id] = "press-answered";
                death.Reach("press-begins");
                break;
            case "mouseReleased":
                _answers[command.Id] = "release-answered";
                death.Reach("release-begins");
                break;
            case "Network.getResponseBody" when IsOurs(command.Params):
                _answers[command.Id] = "body-read";
                _bodyAsked.Reset();
                break;
        }
    }

    public void Sent(ReadOnlyMemory<byte> message)
    {
        if (Command(message) is not { } command)
            return;
        if (scene.IsPreparing)
        {
            // The first press opens the box, the second one is into it.
            var opens = command.Name == "mouseReleased" && !_opened;
            _opened = opens || (_opened && command.Name != "Page.navigate");
            Reach(command.Name switch { "Page.navigate" => "target-asked", "Input.insertText" => "text-sent", _ => opens ? "box-pressed" : null });
            return;
        }

        switch (command.Name)
        {
            case "Runtime.callFunctionOn" when !_looked:
                _looked = true;
                death.Reach("look-asked");
                break;
            case "mousePressed":
                death.Reach("pressed");
                break;
            case "mouseReleased":
                death.Reach("released");
                break;
            case "Network.getResponseBody" when IsOurs(command.Params):
                death.Reach("body-asked");
                _bodyAsked.Set();
                break;
        }
    }

    public void Received(ReadOnlyMemory<byte> message)
    {
        if (!scene.IsPreparing && !scene.IsSubmitting)
            return;
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        if (root.TryGetProperty("id", out var id))
        {
            if (!_answers.TryRemove(id.GetInt64(), out var point))
                return;
            if (point == "body-read")
                _bodyAsked.Wait(TimeSpan.FromSeconds(10));
            death.Reach(point);
            return;
        }

        var method = root.GetProperty("method").GetString();
        if (!root.TryGetProperty("params", out var given) || !given.TryGetProperty("requestId", out var request))
            return;
        switch (method)
        {
            case "Network.responseReceived" when scene.IsPreparing && Url(given, "response").Contains("/TweetDetail", StringComparison.Ordinal):
                death.Reach("target-answered");
                break;
            case "Network.requestWillBeSent" when scene.IsSubmitting && Url(given, "request").Contains("/CreateTweet", StringComparison.Ordinal):
                _ours[request.GetString()!] = true;
                death.Reach("request-left");
                break;
            case "Network.responseReceived" when IsOurs(given):
                death.Reach("answer-headers");
                break;
            case "Network.loadingFinished" when IsOurs(given):
                death.Reach("answer-finished");
                break;
        }
    }

    private (long Id, string Method, string Name, JsonElement Params)? Command(ReadOnlyMemory<byte> message)
    {
        if (!scene.IsPreparing && !scene.IsSubmitting)
            return null;
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        var method = root.GetProperty("method").GetString()!;
        var given = root.GetProperty("params").Clone();
        // Of the mouse's events each is a step of its own.
        return (root.GetProperty("id").GetInt64(), method, method == "Input.dispatchMouseEvent" ? given.GetProperty("type").GetString()! : method, given);
    }

    private void Reach(string? point)
    {
        if (point is not null)
            death.Reach(point);
    }

    private bool IsOurs(JsonElement given) => given.TryGetProperty("requestId", out var id) && _ours.ContainsKey(id.GetString()!);

    private static string Url(JsonElement given, string of) => given.TryGetProperty(of, out var part) && part.TryGetProperty("url", out var url) ? url.GetString() ?? "" : "";
}
