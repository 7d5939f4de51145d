using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace XBot.Sandbox.Http;

/// <summary>The embedded files of the client, served under /assets/.</summary>
internal sealed class WebFiles
{
    private const string Prefix = "XBot.Sandbox.Web.";

    private readonly FrozenDictionary<string, byte[]> _files = typeof(WebFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..], Load);

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public Task Serve(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        };
        return context.Response.Body.WriteAsync(file, context.RequestAborted).AsTask();
    }

    private static byte[] Load(string resource)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
