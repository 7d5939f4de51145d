using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Sql;

/// <summary>Times and JSON as text columns hold them.</summary>
internal static class StoreText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DayFormat = "yyyy-MM-dd";

    public static string Of(DateTimeOffset time) => StoredTime.Truncate(time).ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time is { } value ? Of(value) : null;

    public static string Of(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>How <see cref="ScopeOf"/> begins.</summary>
    public const string AccountScope = "account ";

    /// <summary>An account as the owner of facts: with blanks, which no runner's id holds.</summary>
    public static string ScopeOf(AccountKey account) => $"{AccountScope}{account.AccountId} of {account.Origin}";

    public static JsonObject Object(string json) => JsonNode.Parse(json) as JsonObject ?? [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(IReadOnlyCollection<long>))]
internal sealed partial class StoreJson : JsonSerializerContext;
