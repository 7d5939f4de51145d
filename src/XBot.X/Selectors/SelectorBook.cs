using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XBot.X.Selectors;

/// <summary>
/// The one place of everything that is looked for on the site. The owner can override entries in a file without a rebuild
/// (SELECTORS_FILE: one JSON object of name and selector); see docs/reading-x.md.
/// </summary>
public sealed class SelectorBook
{
    private readonly FrozenDictionary<string, SelectorEntry> entries;

    private SelectorBook(IEnumerable<SelectorEntry> all, IReadOnlyCollection<string> overridden)
    {
        entries = all.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
        Overridden = overridden;
        var argument = new JsonObject();
        foreach (var entry in entries.Values.Where(entry => entry.Kind == SelectorKind.Css))
            argument[entry.Name] = entry.Value;
        Argument = JsonDocument.Parse(argument.ToJsonString()).RootElement;
    }

    public static SelectorBook Default { get; } = new(KnownSelectors.All, []);

    /// <summary>The value under a name of <see cref="SelectorNames"/>.</summary>
    public string this[string name] => entries[name].Value;

    public IEnumerable<SelectorEntry> Entries => entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>Names whose value comes from the owner's file.</summary>
    public IReadOnlyCollection<string> Overridden { get; }

    /// <summary>All selectors as one JSON object: the argument of every page script.</summary>
    public JsonElement Argument { get; }

    /// <summary>The book with the file's entries in place of the known ones; <see cref="Default"/> for null. Throws <see cref="SelectorFileException"/>.</summary>
    public static SelectorBook Load(string? path)
    {
        if (path is null)
            return Default;
        string json;
        try
        {
            json = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SelectorFileException($"SELECTORS_FILE {path} cannot be read: {e.Message}", e);
        }
        return Parse(json, path);
    }

    /// <summary>As <see cref="Load"/>, from text; <paramref name="source"/> names it in errors.</summary>
    public static SelectorBook Parse(string json, string source)
    {
        var values = KnownSelectors.All.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var overridden = new List<string>();
        foreach (var property in Properties(json, source))
        {
            if (!values.TryGetValue(property.Name, out var entry))
                throw Refused(source, property.Name, $"is no name of a selector; known are {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}");
            if (property.Value.ValueKind != JsonValueKind.String)
                throw Refused(source, property.Name, $"is {Kind(property.Value)}; it must be a string, like \"{entry.Value.Replace("\"", "'", StringComparison.Ordinal)}\"");
            if (overridden.Contains(property.Name))
                throw Refused(source, property.Name, "stands there twice; keep one of them");
            var value = property.Value.GetString()!.Trim();
            if (SelectorSyntax.WhyWrong(value, entry.Kind) is { } why)
                throw Refused(source, property.Name, $"\"{value}\" {why}");
            values[property.Name] = entry with { Value = value };
            overridden.Add(property.Name);
        }
        return new SelectorBook(values.Values, overridden);
    }

    private static List<JsonProperty> Properties(string json, string source)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject()]
                : throw new SelectorFileException($"SELECTORS_FILE {source}: {Kind(document.RootElement)} instead of one object of name and selector, like {{\"text\": \"[data-testid='tweetText']\"}}");
        }
        catch (JsonException e)
        {
            throw new SelectorFileException($"SELECTORS_FILE {source} is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}; it must be one object of name and selector", e);
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        _ => "true or false",
    };

    private static SelectorFileException Refused(string source, string name, string why) => new($"SELECTORS_FILE {source}: {name} {why}");
}
