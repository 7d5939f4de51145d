using System.Text.Json;
using XBot.Chrome;
using XBot.X.Selectors;

namespace XBot.X.Replying;

/// <summary>Our page for one piece of work, with the scripts of this folder and their deadlines.</summary>
internal sealed class ReplyPage(ChromePage page, SelectorBook book, ReplyScripts scripts, TimeSpan margin)
{
    public ChromePage Chrome => page;

    public SelectorBook Book => book;

    public ReplyScripts Scripts => scripts;

    /// <summary>Runs a script. One that throws answers <c>broken</c>: a document that went away under it is a finding, not a fault of ours.</summary>
    public async Task<ScriptAnswer> CallAsync(string script, ScriptArgument? argument, CancellationToken ct)
    {
        var json = argument is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(argument, ReplyJson.Default.ScriptArgument);
        var deadline = TimeSpan.FromMilliseconds(argument?.WaitMs ?? 0) + margin;
        try
        {
            return await page.CallAsync(script, json, ReplyJson.Default.ScriptAnswer, deadline, ct);
        }
        catch (ChromeScriptException e)
        {
            return new ScriptAnswer("broken", $"the page could not be read ({e.Message})");
        }
    }
}
