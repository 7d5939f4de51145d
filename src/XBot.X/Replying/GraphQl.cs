using System.Text.Json;

namespace XBot.X.Replying;

/// <summary>X's API of the page: <c>/i/api/graphql/&lt;hash&gt;/&lt;Operation&gt;?variables=…</c>.</summary>
internal static class GraphQl
{
    /// <summary>Whether <paramref name="url"/> calls this operation.</summary>
    public static bool Calls(string url, string operation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)) return false;
        var path = parsed.AbsolutePath;
        return path.Contains("/graphql/", StringComparison.Ordinal) && path.EndsWith("/" + operation, StringComparison.Ordinal);
    }

    /// <summary>The document; null when <paramref name="json"/> is none. Bodies come from the network: nothing of them is certain.</summary>
    public static JsonDocument? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return null;
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
