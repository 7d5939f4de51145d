using System.Text.Json;
using XBot.Chrome;
using XBot.Core.Browsers;

namespace XBot.X.Replying;

/// <summary>Our page as composer and witness use it: the scripts of this folder, with deadlines, and the loss of Chrome told in Core's words.</summary>
internal sealed class ReplyPage(ChromePage page, ReplyScripts scripts, TimeSpan margin)
{
    public ChromePage Chrome => page;

    public ReplyScripts Scripts => scripts;

    /// <summary>Runs a script. A script that throws answers <c>broken</c>: a document that went away under it is a finding, not a fault of ours.</summary>
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

    /// <summary>Runs work on the page; Chrome's going away comes out as <see cref="BrowserLostException"/>.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ChromeGoneException e)
        {
            throw new BrowserLostException(e.Message, e);
        }
    }
}
