using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace XBot.LaunchdModel;

/// <summary>A property list in XML as plain values: text, whole numbers, flags, lists, dictionaries. A parser of its own: nothing of the writer is in it.</summary>
public static class ModelPlist
{
    /// <exception cref="FormatException">It is none.</exception>
    public static IReadOnlyDictionary<string, object> Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
            return XDocument.Load(reader).Root is { Name.LocalName: "plist" } root && Value(root.Elements().Single()) is IReadOnlyDictionary<string, object> keys
                ? keys
                : throw new FormatException("not a property list with a dictionary");
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static object Value(XElement element) => element.Name.LocalName switch
    {
        "string" => element.Value,
        "integer" => int.Parse(element.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "true" => true,
        "false" => false,
        "array" => element.Elements().Select(Value).ToArray(),
        "dict" => Pairs(element),
        var other => throw new FormatException($"the element {other} is not modelled"),
    };

    private static Dictionary<string, object> Pairs(XElement dictionary)
    {
        var pairs = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var pair in dictionary.Elements().Chunk(2))
        {
            if (pair is not [{ Name.LocalName: "key" } key, var value] || !pairs.TryAdd(key.Value, Value(value)))
                throw new FormatException("a dictionary is not made of one key and one value each");
        }

        return pairs;
    }
}
