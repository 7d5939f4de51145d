using Spectre.Console;
using Spectre.Console.Rendering;
using XBot.App.CommandLine;
using XBot.Core.Replies;

namespace XBot.App.Demo;

/// <summary>A panel that is drawn anew as things move.</summary>
internal sealed class LiveScreen(Output output, string title, int wanted, TimeProvider time) : IDemoScreen
{
    private const int LastReplies = 6;
    private const int LastLines = 4;

    // A handle has at most fifteen letters, and an @.
    private const int AuthorWidth = 16;

    // Border and padding on both sides, the tick and the blanks between the columns.
    private const int FrameWidth = 10;

    private static readonly string[] Frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly Queue<string> _lines = new();
    private LiveDisplayContext? _display;
    private DemoSnapshot? _seen;
    private long _lastEvent;
    private int _frame;

    public Task WhileUpAsync(Func<Task> work) =>
        output.Console.Live(Draw()).AutoClear(false).StartAsync(async display =>
        {
            _display = display;
            await work();
            Redraw();
        });

    public void Say(string text)
    {
        Keep(text);
        Redraw();
    }

    public void Show(DemoSnapshot seen)
    {
        _seen = seen;
        foreach (var entry in seen.Events.Where(entry => entry.Id > _lastEvent))
        {
            _lastEvent = entry.Id;
            if (EventWords.Of(entry) is { } words)
                Keep(words);
        }

        Redraw();
    }

    private void Redraw()
    {
        _frame++;
        _display?.UpdateTarget(Draw());
    }

    private void Keep(string text)
    {
        _lines.Enqueue(text);
        while (_lines.Count > LastLines)
            _lines.Dequeue();
    }

    private Panel Draw() => new(new Rows((IRenderable[])[Steps(), Text.Empty, Bar(), Text.Empty, Replies(), Text.Empty, Heartbeats(), .. _lines.Select(Faint)]))
    {
        Header = new PanelHeader($"[bold] {Markup.Escape(title)} [/]"),
        Border = BoxBorder.Rounded,
        Padding = new Padding(2, 1),
        Expand = true,
    };

    private Columns Steps() => new(DemoSteps.Of(_seen).Select(step => step.Done
        ? new Markup($"[green]✓[/] {Markup.Escape(step.Name)}")
        : new Markup($"[grey]{(step.Current ? Frames[_frame % Frames.Length] : "·")} {Markup.Escape(step.Name)}[/]")));

    private Columns Bar()
    {
        var confirmed = Math.Min(_seen?.Confirmed.Count ?? 0, wanted);
        var bar = new BreakdownChart { ShowTags = false, Width = 40 };
        bar.AddItem("confirmed", confirmed, Color.Green).AddItem("to come", wanted - confirmed, Color.Grey);
        return new Columns(new Markup("replies"), bar, new Markup($"[bold]{confirmed}[/] of {wanted} confirmed"), Faint($"{_seen?.Elapsed ?? TimeSpan.Zero:m\\:ss}")) { Expand = false };
    }

    private IRenderable Replies()
    {
        if (_seen is not { Confirmed.Count: > 0 })
            return Faint("no reply yet");
        return new Rows(_seen.Confirmed.TakeLast(LastReplies).Reverse().Select(Line));
    }

    private Markup Line(Reply reply)
    {
        var ago = $"{Math.Max(0, (int)(time.GetUtcNow() - reply.UpdatedAt).TotalSeconds)} s ago";
        var author = Cut("@" + reply.TargetAuthor, AuthorWidth).PadRight(AuthorWidth);
        var room = Math.Max(10, output.Console.Profile.Width - AuthorWidth - ago.Length - FrameWidth);
        return new Markup($"[green]✓[/] [bold]{Markup.Escape(author)}[/] {Markup.Escape(Cut(reply.Text.ReplaceLineEndings(" "), room))} [grey]{ago}[/]");
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private Markup Heartbeats() => new(
        "heartbeats  " + (_seen is not { Heartbeats.Count: > 0 } seen
            ? "[grey]none yet[/]"
            : string.Join("   ", seen.Heartbeats.Select(beat => $"[{(beat.Status == "OK" ? "green" : "yellow")}]{Markup.Escape(beat.Status)}[/] {beat.Count}"))));

    private static Markup Faint(string text) => new($"[grey]{Markup.Escape(text)}[/]") { Overflow = Overflow.Ellipsis };
}
