using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XBot.Chrome.Keeping;

/// <summary>The HTTP side of Chrome's DevTools on our port.</summary>
internal sealed class DevToolsEndpoint(int port, TimeProvider time) : IDisposable
{
    // A proxy of the environment must not see loopback; and an answer is small.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), port).Uri,
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 8 * 1024 * 1024,
    };

    /// <summary>Null when nobody answers within the deadline as a DevTools does.</summary>
    public async Task<DevToolsVersion?> VersionAsync(TimeSpan deadline, CancellationToken ct)
    {
        var answer = await GetAsync("json/version", deadline, ct);
        return answer is null ? null : Read(() => JsonSerializer.Deserialize(answer, DevToolsJson.Default.DevToolsVersion));
    }

    /// <summary>How many tabs are open; null when nobody answers.</summary>
    public async Task<int?> CountPagesAsync(TimeSpan deadline, CancellationToken ct)
    {
        var answer = await GetAsync("json/list", deadline, ct);
        return answer is null ? null : Read(() => JsonSerializer.Deserialize(answer, DevToolsJson.Default.DevToolsPageArray))?.Count(page => page.Type == "page");
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]?> GetAsync(string path, TimeSpan deadline, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return await _http.GetByteArrayAsync(path, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static T? Read<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null; // something else that speaks HTTP
        }
    }
}

/// <summary><code>{"Browser":"Chrome/150.0.7871.128","webSocketDebuggerUrl":"ws://127.0.0.1:9222/devtools/browser/5a…", …}</code></summary>
internal sealed record DevToolsVersion(
    [property: JsonPropertyName("Browser")] string Browser,
    [property: JsonPropertyName("webSocketDebuggerUrl")] Uri WebSocket);

internal sealed record DevToolsPage([property: JsonPropertyName("type")] string Type);

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DevToolsVersion))]
[JsonSerializable(typeof(DevToolsPage[]))]
internal sealed partial class DevToolsJson : JsonSerializerContext;
