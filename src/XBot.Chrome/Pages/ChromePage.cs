using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Pages;

namespace XBot.Chrome;

/// <summary>
/// Our one page. Every call has a deadline and throws <see cref="ChromeGoneException"/> when the page, the browser or the connection is gone or does not answer.
/// </summary>
public sealed class ChromePage
{
    // Bodies of a timeline run to a few hundred KB; these bounds keep Chrome from holding a page's whole life.
    private static readonly EnableNetwork NetworkBounds = new(MaxTotalBufferSize: 64 << 20, MaxResourceBufferSize: 16 << 20, MaxPostDataSize: 1 << 20);

    private readonly CdpSession _session;
    private readonly TimeProvider _time;
    private readonly PageDialogs _dialogs;
    private readonly PageLoads _loads;
    private readonly IsolatedWorld _world;
    private readonly string _frameId;
    private readonly long _attached;

    private ChromePage(CdpSession session, string targetId, string frameId, TimeProvider time, ILogger log)
    {
        (_session, TargetId, _frameId, _time) = (session, targetId, frameId, time);
        _attached = time.GetTimestamp();
        _dialogs = new PageDialogs(session, log);
        _loads = new PageLoads(frameId);
        _world = new IsolatedWorld(session, frameId);
        session.Event += Handle;
    }

    /// <summary>Chrome's id of the tab.</summary>
    public string TargetId { get; }

    internal CdpSession Session => _session;

    /// <summary>Since we attached to it; the machine's sleep does not count.</summary>
    internal TimeSpan Age => _time.GetElapsedTime(_attached);

    internal static async Task<ChromePage> AttachAsync(CdpConnection connection, string targetId, TimeSpan deadline, TimeProvider time, ILogger log, CancellationToken ct)
    {
        var session = await connection.AttachAsync(targetId, ct);
        // The frame of a page without a frame around it carries the id of its target.
        var page = new ChromePage(session, targetId, frameId: targetId, time, log);
        await session.SendAsync(new EnableInspector(), deadline, ct);
        await session.SendAsync(new EnablePage(), deadline, ct);
        await session.SendAsync(new EnableLifecycleEvents(true), deadline, ct);
        await session.SendAsync(NetworkBounds, deadline, ct);
        await session.SendAsync(new EmulateFocus(true), deadline, ct);
        await page.PingAsync(deadline, ct);
        return page;
    }

    /// <summary>Goes to <paramref name="url"/> and waits until the document is loaded (DOMContentLoaded), or failed.</summary>
    public async Task<NavigationResult> NavigateAsync(Uri url, TimeSpan deadline, CancellationToken ct)
    {
        using var leaving = _dialogs.Leaving();
        using var load = _loads.Follow();
        using var late = new CancellationTokenSource(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        string? error;
        try
        {
            var navigated = await _session.SendAsync(new Navigate(url.AbsoluteUri), Timeout.InfiniteTimeSpan, either.Token);
            error = navigated.ErrorText;
            if (error is null && navigated.LoaderId is { } loader)
            {
                load.Await(loader);
                await Task.WhenAny(load.Done, _session.Gone).WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            error = "timeout";
            await AskAsync(new StopLoading(), ct);
        }
        catch (CdpErrorException e)
        {
            error = e.Reason;
        }

        // A renderer that crashed answers net::ERR_ABORTED before the news of its crash: asking for the URL lets that news come.
        if (_session.GoneBecause is { } reason)
            throw new ChromeGoneException($"Page.navigate: {reason}");
        return new NavigationResult(await UrlAsync(ct), load.Status, error);
    }

    /// <summary>The document's URL now.</summary>
    public async Task<string> UrlAsync(CancellationToken ct) =>
        (await AskAsync(new Evaluate("location.href"), ct)).Result.Value?.GetString() ?? "";

    /// <summary>
    /// Runs <paramref name="function"/> (a JavaScript function expression, async allowed) with <paramref name="argument"/> (JSON, or null) in an isolated world of
    /// the page, so that the page's own scripts cannot change what it sees, and returns its JSON result.
    /// Throws <see cref="ChromeScriptException"/> when it throws.
    /// </summary>
    public Task<T> CallAsync<T>(string function, JsonElement? argument, JsonTypeInfo<T> result, TimeSpan deadline, CancellationToken ct) =>
        _world.CallAsync(function, argument, result, deadline, ct);

    /// <summary>Types text as one trusted input event (Input.insertText) into what has the focus.</summary>
    public Task InsertTextAsync(string text, CancellationToken ct) => AskAsync(new InsertText(text), ct);

    /// <summary>One trusted key press: <c>Escape</c>, <c>Enter</c>, <c>Backspace</c>, <c>End</c> …, with Control or Meta held when <paramref name="command"/> is set.</summary>
    public async Task PressKeyAsync(string key, bool command, CancellationToken ct)
    {
        var (down, up) = Keyboard.Press(key, command, OperatingSystem.IsMacOS());
        await AskAsync(down, ct);
        await AskAsync(up, ct);
    }

    /// <summary>One trusted left click at viewport coordinates in CSS pixels: moved, pressed, released.</summary>
    public async Task ClickAsync(double x, double y, CancellationToken ct)
    {
        await AskAsync(new DispatchMouse("mouseMoved", x, y, null, null, null, null, null), ct);
        await AskAsync(new DispatchMouse("mousePressed", x, y, "left", 1, 1, null, null), ct);
        await AskAsync(new DispatchMouse("mouseReleased", x, y, "left", 0, 1, null, null), ct);
    }

    /// <summary>Trusted mouse wheel at viewport coordinates, in CSS pixels.</summary>
    public Task ScrollAsync(double x, double y, double deltaY, CancellationToken ct) =>
        AskAsync(new DispatchMouse("mouseWheel", x, y, null, null, null, 0, deltaY), ct);

    /// <summary>PNG of the viewport.</summary>
    public async Task<byte[]> ScreenshotAsync(CancellationToken ct) =>
        (await AskAsync(new CaptureScreenshot("png"), ct)).Data;

    /// <summary>Cookies that the browser would send to <paramref name="url"/>, HttpOnly ones too.</summary>
    public async Task<IReadOnlyList<ChromeCookie>> CookiesAsync(Uri url, CancellationToken ct)
    {
        var cookies = await AskAsync(new GetCookies([url.AbsoluteUri]), ct);
        return [.. cookies.Cookies.Select(cookie => new ChromeCookie(cookie.Name, cookie.Value, cookie.Domain, cookie.HttpOnly))];
    }

    /// <summary>
    /// Watches the page's own requests whose URL passes <paramref name="wanted"/>, from now until disposed. Bodies are fetched as responses finish.
    /// </summary>
    public NetworkWatch Watch(Func<string, bool> wanted) => new(_session, wanted, _time);

    /// <summary>Makes the renderer show that it still runs our scripts.</summary>
    internal Task PingAsync(TimeSpan deadline, CancellationToken ct) => _session.SendAsync(new Evaluate("1"), deadline, ct);

    // To whoever works with the page a refusal is the same as no answer: "Internal error" is what a page says that Chrome lost hold of.
    private async Task<T> AskAsync<T>(CdpCommand<T> command, CancellationToken ct)
    {
        try
        {
            return await _session.SendAsync(command, ct);
        }
        catch (CdpErrorException e)
        {
            throw new ChromeGoneException(e.Message, e);
        }
    }

    private void Handle(CdpEvent happened)
    {
        _dialogs.Handle(happened);
        _loads.Handle(happened);
        if (happened.Method == CdpEvents.FrameNavigated && CdpMessage.Read<FrameNavigated>(happened.Params).Frame.Id == _frameId)
            _world.Forget();
    }
}
