using XBot.Core.Drift;
using XBot.Core.Posting;

namespace XBot.X.Replying;

/// <summary>Brings the draft into the composer with real input and reads it back. Touches no submit button.</summary>
internal sealed class ReplyBox(ReplyPage page, ReplyComposerOptions options)
{
    /// <returns>Null when the box shows exactly the draft and could be sent; otherwise what is off.</returns>
    public async Task<Preparation.NotReady?> FillAsync(Draft draft, TargetPage.Found target, CancellationToken ct)
    {
        if (!target.Inline) await page.Chrome.ClickAsync(target.X, target.Y, ct);
        var box = await FindAsync(draft, ct);
        if (box is { Kind: "open", Text.Length: > 0 }) box = await EmptyAsync(draft, box, ct);
        if (box.Kind != "open") return NotReady(box.Reason!, box.Kind == "strange" ? new DriftSign("composerBox", box.Reason!, TouchesPosting: true) : null);
        if (box.Text is { Length: > 0 } left) return NotReady($"the box could not be emptied of \"{left}\"");

        await page.Chrome.ClickAsync(box.X, box.Y, ct);
        // As one input event, line breaks within: a pressed Enter would take a suggestion, or with Control held send the text.
        await page.Chrome.InsertTextAsync(draft.Text, ct);
        var read = await page.CallAsync(page.Scripts.ReadBack, Argument(draft, options.ReadBack), ct);
        return read.Kind switch
        {
            "ready" => null,
            "differs" => NotReady($"{read.Reason}: \"{read.Text}\""),
            _ => NotReady(read.Reason!),
        };
    }

    private static Preparation.NotReady NotReady(string reason, DriftSign? sign = null) => new(reason, sign);

    private Task<ScriptAnswer> FindAsync(Draft draft, CancellationToken ct) =>
        page.CallAsync(page.Scripts.Composer, Argument(draft, options.Composer), ct);

    private async Task<ScriptAnswer> EmptyAsync(Draft draft, ScriptAnswer box, CancellationToken ct)
    {
        await page.Chrome.ClickAsync(box.X, box.Y, ct);
        await page.CallAsync(page.Scripts.Select, null, ct);
        await page.Chrome.PressKeyAsync("Backspace", command: false, ct);
        return await FindAsync(draft, ct);
    }

    private static ScriptArgument Argument(Draft draft, TimeSpan wait) => new(draft.TargetId, draft.Inline, wait.TotalMilliseconds, draft.Text);
}
