using System.Text.Json;

namespace XBot.X.Reading;

/// <summary>Walking through an answer whose shape is not ours: what is not there, or is of another kind, is null and never an error.</summary>
internal static class JsonPaths
{
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element;
    }

    public static JsonElement? At(this JsonElement? element, params ReadOnlySpan<string> path) => element is { } there ? there.At(path) : null;

    public static JsonElement? ObjectAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>The string itself.</summary>
    public static string? AsText(this JsonElement element) => Text(element);

    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path) => Text(element.At(path));

    public static JsonElement? ObjectAt(this JsonElement? element, params ReadOnlySpan<string> path) => element is { } there ? there.ObjectAt(path) : null;

    public static string? TextAt(this JsonElement? element, params ReadOnlySpan<string> path) => Text(element.At(path));

    /// <summary>A whole number, whether it is written as one or as a string (<c>"count":"27014"</c>).</summary>
    public static long? NumberAt(this JsonElement element, params ReadOnlySpan<string> path)
    {
        if (element.At(path) is not { } found)
            return null;
        var there = found.ValueKind == JsonValueKind.Number
            ? found.TryGetInt64(out var number)
            : long.TryParse(Text(found), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
        return there && number >= 0 ? number : null;
    }

    public static bool IsTrueAt(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path) is { ValueKind: JsonValueKind.True };

    public static bool IsTrueAt(this JsonElement? element, params ReadOnlySpan<string> path) => element.At(path) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> ItemsAt(this JsonElement? element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    public static IEnumerable<JsonElement> ItemsAt(this JsonElement element, params ReadOnlySpan<string> path) => ((JsonElement?)element).ItemsAt(path);

    private static string? Text(JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.String } found)
            return null;
        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON but no text.
            return null;
        }
    }
}
