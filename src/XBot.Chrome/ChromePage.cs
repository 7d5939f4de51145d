#pragma warning disable // sketch of the contract
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XBot.Chrome;

/// <summary>
/// Our one page. Every call has a deadline and throws <see cref="ChromeGoneException"/> when the page, the browser or the connection is gone or does not answer.
/// </summary>
public sealed class ChromePage
{
    /// <summary>Goes to <paramref name="url"/> and waits until the document is loaded (DOMContentLoaded), or failed.</summary>
    public Task<NavigationResult> NavigateAsync(Uri url, TimeSpan deadline, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The document's URL now.</summary>
    public Task<string> UrlAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Runs <paramref name="function"/> (a JavaScript function expression, async allowed) with <paramref name="argument"/> (JSON, or null) in an isolated world of
    /// the page, so that the page's own scripts cannot change what it sees, and returns its JSON result.
    /// Throws <see cref="ChromeScriptException"/> when it throws.
    /// </summary>
    public Task<T> CallAsync<T>(string function, JsonElement? argument, JsonTypeInfo<T> result, TimeSpan deadline, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Types text as one trusted input event (Input.insertText) into what has the focus.</summary>
    public Task InsertTextAsync(string text, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One trusted key press: <c>Escape</c>, <c>Enter</c>, <c>Backspace</c>, <c>End</c> …, with Control or Meta held when <paramref name="command"/> is set.</summary>
    public Task PressKeyAsync(string key, bool command, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One trusted left click at viewport coordinates in CSS pixels: moved, pressed, released.</summary>
    public Task ClickAsync(double x, double y, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Trusted mouse wheel at viewport coordinates, in CSS pixels.</summary>
    public Task ScrollAsync(double x, double y, double deltaY, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>PNG of the viewport.</summary>
    public Task<byte[]> ScreenshotAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Cookies that the browser would send to <paramref name="url"/>, HttpOnly ones too.</summary>
    public Task<IReadOnlyList<ChromeCookie>> CookiesAsync(Uri url, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Watches the page's own requests whose URL passes <paramref name="wanted"/>, from now until disposed. Bodies are fetched as responses finish.
    /// </summary>
    public NetworkWatch Watch(Func<string, bool> wanted) => throw new NotImplementedException();
}

/// <param name="Url">Where it ended.</param>
/// <param name="Status">HTTP status of the document; null when none arrived.</param>
/// <param name="Error">net::ERR_… or <c>timeout</c>; null when the document loaded.</param>
public sealed record NavigationResult(string Url, int? Status, string? Error);

public sealed record ChromeCookie(string Name, string Value, string Domain, bool HttpOnly);

/// <summary>The function threw inside the page.</summary>
public sealed class ChromeScriptException : Exception
{
    public ChromeScriptException() { }
    public ChromeScriptException(string message) : base(message) { }
    public ChromeScriptException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>An exchange of the page: the request, and its answer once there is one.</summary>
/// <param name="RequestId">Chrome's id.</param>
/// <param name="RequestBody">POST data, or null.</param>
/// <param name="Status">HTTP status; null while unanswered.</param>
/// <param name="Body">Text of the answer; null while unfinished, or when it could not be had.</param>
/// <param name="Failure">net::ERR_…; null unless the exchange failed.</param>
public sealed record NetworkExchange(string RequestId, string Method, string Url, string? RequestBody, int? Status, string? Body, string? Failure);

/// <summary>A running watch over the page's requests.</summary>
public sealed class NetworkWatch : IDisposable
{
    /// <summary>Every wanted exchange so far, in order of its request, each in its latest form.</summary>
    public IReadOnlyList<NetworkExchange> Exchanges => throw new NotImplementedException();

    /// <summary>Completes with the first exchange, in its latest form, for which <paramref name="match"/> holds. Throws <see cref="TimeoutException"/> after the deadline.</summary>
    public Task<NetworkExchange> WaitAsync(Func<NetworkExchange, bool> match, TimeSpan deadline, CancellationToken ct) => throw new NotImplementedException();

    public void Dispose() { }
}
