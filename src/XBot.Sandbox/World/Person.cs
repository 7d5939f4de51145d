using System.Text.Json.Nodes;

namespace XBot.Sandbox.World;

/// <summary>Somebody with an account in the sandbox.</summary>
internal sealed record Person(string Id, string Handle, string Name, string Bio)
{
    /// <summary>The captured user object, served as it was; null for invented people.</summary>
    public JsonObject? Captured { get; init; }
}
