using XBot.Core.Settings;

namespace XBot.X.Replying;

/// <summary>Where the reply is written.</summary>
public enum ReplySurface
{
    /// <summary>The modal that the target's own reply button opens: which post it answers is certain from the press itself.</summary>
    Modal,

    /// <summary>The composer under the focal post, used only where the post right before it is the target; otherwise the modal.</summary>
    Inline,
}

/// <summary>Bounds of one reply's way out. Nothing here waits longer than it says.</summary>
public sealed record ReplyComposerOptions
{
    public ReplySurface Surface { get; init; } = ReplySurface.Modal;

    /// <summary>For the target's page to load; 20 s by default.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From the loaded document to the target's article; 15 s by default.</summary>
    public TimeSpan Target { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the press on "reply" to an open composer; 5 s by default.</summary>
    public TimeSpan Composer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the input to the same text in the box and an enabled button; 3 s by default.</summary>
    public TimeSpan ReadBack { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From the click to the answer to our request; 30 s by default. After it the outcome is uncertain.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After a refusal, for a second request that the page sends by itself; 2 s by default.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Over a script's own deadline, for the call that carries it; 5 s by default.</summary>
    public TimeSpan CallMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Shorter on loopback, where pages and answers come at once.</summary>
    public static ReplyComposerOptions For(Site site) => site.IsLoopback
        ? new ReplyComposerOptions { Load = TimeSpan.FromSeconds(10), Target = TimeSpan.FromSeconds(6), Answer = TimeSpan.FromSeconds(10), Repeat = TimeSpan.FromSeconds(0.3) }
        : new ReplyComposerOptions();
}
