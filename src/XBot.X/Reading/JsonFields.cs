using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace XBot.X.Reading;

/// <summary>
/// The fields of an object that we ask for, found in one pass: each question to a <see cref="JsonElement"/> by name walks the whole object, and X's
/// objects have dozens of fields, most of them absent when asked for.
/// </summary>
/// <param name="names">As the answer spells them, without escapes.</param>
internal sealed class JsonFields(params string[] names)
{
    private readonly byte[][] _spelled = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>As of an object without any of them.</summary>
    public JsonFieldValues None => new(names, new JsonElement[names.Length]);

    /// <summary>Null when it is no object.</summary>
    public JsonFieldValues? Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        var values = new JsonElement[_spelled.Length];
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            for (var n = 0; n < _spelled.Length; n++)
            {
                if (name.SequenceEqual(_spelled[n]))
                {
                    values[n] = property.Value;
                    break;
                }
            }
        }

        return new JsonFieldValues(names, values);
    }
}

/// <summary>What <see cref="JsonFields"/> found.</summary>
internal readonly struct JsonFieldValues(string[] names, JsonElement[] values)
{
    /// <summary>One of the names that were asked for; <see cref="JsonValueKind.Undefined"/> when the object has no such field.</summary>
    public JsonElement this[string name] => values[Array.IndexOf(names, name)];
}
