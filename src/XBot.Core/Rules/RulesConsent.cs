using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Core.Rules;

/// <summary>Who acknowledged the rules, and when.</summary>
/// <param name="Digest">Of the text that was shown (<see cref="SiteRules.Digest"/>).</param>
public sealed record RulesAcceptance(string Digest, string By, DateTimeOffset At)
{
    [JsonIgnore]
    public bool IsCurrent => Digest == SiteRules.Digest;
}

/// <summary>The owner's acknowledgement of <see cref="SiteRules"/>, kept in the store. Without a current one nothing is posted on the real site.</summary>
public sealed class RulesConsent(IFactStore facts)
{
    private const string Key = "rules_accepted";

    /// <summary>The last acknowledgement, of whatever text; null when there was none.</summary>
    public async Task<RulesAcceptance?> ReadAsync(CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, RulesJson.Default.RulesAcceptance) : null;

    public Task AcceptAsync(string by, DateTimeOffset at, CancellationToken ct) => facts.SetAsync(
        Key, JsonSerializer.Serialize(new RulesAcceptance(SiteRules.Digest, by, at), RulesJson.Default.RulesAcceptance), at, ct,
        [new RunnerEvent(EventTypes.RulesAccepted, EventSeverity.Info, new JsonObject { ["by"] = by, ["digest"] = SiteRules.Digest }, at)]);
}

[JsonSerializable(typeof(RulesAcceptance))]
internal sealed partial class RulesJson : JsonSerializerContext;
