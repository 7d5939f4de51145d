using System.Text.Json.Serialization;

namespace XBot.Core.Drift;

/// <summary>A sign that was seen and is not gone yet.</summary>
/// <param name="Loads">Fresh loads that showed it; 0 while it was only seen on an open page.</param>
public sealed record DriftCase(
    string Source, string Name, string Detail, bool TouchesPosting, int Loads, DateTimeOffset Since, DateTimeOffset Last, string? Screenshot, string? Html)
{
    /// <summary>Fresh loads that make a sign certain: one may be an accident of that load.</summary>
    public const int Enough = 2;

    public bool IsCertain => Loads >= Enough;
}

[JsonSerializable(typeof(IReadOnlyList<DriftCase>))]
internal sealed partial class DriftJson : JsonSerializerContext;
