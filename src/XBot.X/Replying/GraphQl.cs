using System.Text.Json;

namespace XBot.X.Replying;

/// <summary>X's API of the page: <c>/i/api/graphql/&lt;hash&gt;/&lt;Operation&gt;?variables=…</c>.</summary>
internal static class GraphQl
{
    public const string CreateTweet = nameof(CreateTweet);
    public const string TweetDetail = nameof(TweetDetail);
    public const string UserTweetsAndReplies = nameof(UserTweetsAndReplies);

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

    /// <summary>The value at the end of <paramref name="path"/>; null where a step is missing or no object.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var next)) return null;
            element = next;
        }

        return element;
    }

    /// <summary>The string at the end of <paramref name="path"/>, or null.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
