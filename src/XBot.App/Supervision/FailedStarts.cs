using System.Text.Json.Serialization;

namespace XBot.App.Supervision;

/// <summary>Starts of the daemon that came to nothing.</summary>
/// <param name="Failed">So many in a row ended by themselves before one round was good; the one at work counts until then.</param>
/// <param name="Alerted">A person was told of this row.</param>
/// <param name="LastStart">Of the newest start.</param>
/// <param name="LastError">The line that the last one ended with; null when it could say none (killed, hung, power cut).</param>
internal sealed record FailedStarts(int Failed, bool Alerted, DateTimeOffset? LastStart, string? LastError)
{
    public static readonly FailedStarts None = new(0, false, null, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FailedStarts))]
internal sealed partial class StartsJson : JsonSerializerContext;
