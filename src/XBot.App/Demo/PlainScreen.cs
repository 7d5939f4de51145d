using System.Globalization;
using XBot.App.CommandLine;

namespace XBot.App.Demo;

/// <summary>One line for each thing that happened, with its time; no colours, nothing moves.</summary>
internal sealed class PlainScreen(Output output, TimeProvider time) : IDemoScreen
{
    private long _lastEvent;
    private int _confirmed;
    private string? _status;

    public Task WhileUpAsync(Func<Task> work) => work();

    public void Say(string text) => Line(time.GetLocalNow(), text);

    public void Show(DemoSnapshot seen)
    {
        foreach (var entry in seen.Events.Where(entry => entry.Id > _lastEvent))
        {
            _lastEvent = entry.Id;
            if (EventWords.Of(entry) is { } words)
                Line(entry.At, words);
        }

        foreach (var reply in seen.Confirmed.Skip(_confirmed))
            Line(reply.UpdatedAt, $"reply {++_confirmed} of {seen.Wanted} confirmed: to @{reply.TargetAuthor} \"{reply.Text.ReplaceLineEndings(" ")}\" (post {reply.TweetId})");

        if ((string?)seen.LastBeat?["status"] is { } status && status != _status)
        {
            _status = status;
            Say($"heartbeat {status}{((string?)seen.LastBeat["error"] is { } error ? ": " + error : "")}");
        }
    }

    private void Line(DateTimeOffset at, string text) =>
        output.Line($"{TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {text}");
}
