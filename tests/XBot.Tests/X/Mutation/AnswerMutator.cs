using System.Text;
using System.Text.Json.Nodes;

namespace XBot.Tests.X.Mutation;

/// <summary>Breaks an answer of X's API: nodes go, move, change their kind; at times the bytes themselves are cut or garbled.</summary>
internal sealed class AnswerMutator(Random chance)
{
    private static readonly string[] Texts = ["", " ", "0", "-1", "Tweet", "TweetTombstone", "TimelineTimelineCursor", "null", "‮", "\uFFFD", "9999999999999999999999", "Tue Feb 30 25:61:61 +0000 2026", "<a href=\"/x\">", "👩‍👩‍👧‍👦"];

    /// <summary>The tree with one to five of its nodes broken.</summary>
    public JsonObject Break(JsonObject answer)
    {
        var broken = answer.DeepClone().AsObject();
        for (var n = 1 + chance.Next(12); n > 0; n--)
        {
            var nodes = new List<JsonNode>();
            Collect(broken, nodes);
            Break(nodes[chance.Next(nodes.Count)], nodes);
        }

        return broken;
    }

    /// <summary>The text, cut or garbled.</summary>
    public string Garble(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (chance.Next(2) == 0)
            return Encoding.UTF8.GetString(bytes, 0, chance.Next(bytes.Length));
        for (var n = 1 + chance.Next(20); n > 0; n--)
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        return Encoding.UTF8.GetString(bytes);
    }

    private void Break(JsonNode node, List<JsonNode> nodes)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } item:
                var name = item.ElementAt(chance.Next(item.Count)).Key;
                switch (chance.Next(5))
                {
                    case 0:
                        item.Remove(name);
                        break;
                    case 1:
                        var moved = item[name]?.DeepClone();
                        item.Remove(name);
                        item[Texts[chance.Next(Texts.Length)]] = moved;
                        break;
                    case 2:
                        item[name] = nodes[chance.Next(nodes.Count)].DeepClone();
                        break;
                    default:
                        item[name] = Nonsense();
                        break;
                }

                break;
            case JsonArray { Count: > 0 } list:
                var at = chance.Next(list.Count);
                switch (chance.Next(3))
                {
                    case 0:
                        list.RemoveAt(at);
                        break;
                    case 1:
                        list.Insert(chance.Next(list.Count), list[at]?.DeepClone());
                        break;
                    default:
                        list[at] = Nonsense();
                        break;
                }

                break;
        }
    }

    private JsonNode? Nonsense() => chance.Next(9) switch
    {
        0 => null,
        1 => true,
        2 => chance.NextInt64() * (chance.Next(2) == 0 ? 1 : -1),
        3 => JsonNode.Parse("1e308"),
        4 => new JsonArray(1, null, "a"),
        5 => new JsonObject { ["result"] = new JsonObject() },
        6 => new string('x', 50_000),
        7 => Deep(100),
        _ => Texts[chance.Next(Texts.Length)],
    };

    private static JsonObject Deep(int levels)
    {
        var inner = new JsonObject();
        for (var n = 0; n < levels; n++)
            inner = new JsonObject { ["result"] = inner };
        return inner;
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null)
            return;
        nodes.Add(node);
        foreach (var child in node is JsonObject item ? item.Select(pair => pair.Value) : node is JsonArray list ? list : [])
            Collect(child, nodes);
    }
}
