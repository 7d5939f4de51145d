using System.Text.Json.Nodes;
using XBot.Sandbox.World;

namespace XBot.Sandbox.GraphQl;

/// <summary>A person as X's GraphQL tells it: the handle under <c>core</c> and, as older responses had it, under <c>legacy</c>.</summary>
internal static class PersonJson
{
    // {"__typename":"User","rest_id":"9…","core":{"name":"Noor","screen_name":"noor_writes"},"legacy":{"screen_name":"noor_writes"},…}
    public static JsonObject Of(Person person)
    {
        if (person.Captured is { } captured) return (JsonObject)captured.DeepClone();
        return new JsonObject
        {
            ["__typename"] = "User",
            ["rest_id"] = person.Id,
            ["core"] = new JsonObject { ["name"] = person.Name, ["screen_name"] = person.Handle, ["created_at"] = "Mon Jan 02 08:00:00 +0000 2023" },
            ["legacy"] = new JsonObject { ["name"] = person.Name, ["screen_name"] = person.Handle, ["description"] = person.Bio, ["protected"] = false },
            ["privacy"] = new JsonObject { ["protected"] = false },
            ["relationship_counts"] = new JsonObject { ["followers"] = 120, ["following"] = 80 },
            ["is_blue_verified"] = false,
        };
    }
}
