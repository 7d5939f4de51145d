using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace XBot.Testing;

/// <summary>A tiny site on loopback for tests of the browser: paths and what they answer.</summary>
public sealed class ChromeSite : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Func<HttpListenerContext, Task>> _answers = new();

    public ChromeSite()
    {
        Root = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        _listener.Prefixes.Add(Root.AbsoluteUri);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Root { get; }

    /// <summary>Answers <paramref name="path"/> with a page.</summary>
    public Uri Page(string path, string body, int status = 200) => On(path, context => ReplyAsync(context, status, "text/html; charset=utf-8", body));

    public Uri On(string path, Func<HttpListenerContext, Task> answer)
    {
        _answers[path] = answer;
        return new Uri(Root, path);
    }

    public static async Task ReplyAsync(HttpListenerContext context, int status, string type, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await (_answers.TryGetValue(context.Request.Url!.AbsolutePath, out var answer) ? answer(context) : ReplyAsync(context, 404, "text/plain", "nothing here"));
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The browser left, or the test ended.
        }
    }
}
