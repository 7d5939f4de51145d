using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.App.Configuration;

namespace XBot.App.Running;

/// <summary>What a profile belongs to. Never changes once it is there.</summary>
/// <param name="Origin">The site.</param>
/// <param name="AccountId">Numeric user id of the account; null until the first login was seen.</param>
/// <param name="StoreId">The store that knows this profile's replies; null until one was bound.</param>
public sealed record BoundProfile(string Origin, string? AccountId, string? StoreId, DateTimeOffset CreatedAt)
{
    /// <summary>The runner's name in a store that runners share: what it noted there is found under this name alone. Null in a file of the profile's own.</summary>
    public string? SharedAs { get; init; }
}

/// <summary>
/// Ties a profile to one site, one account and one store, in <c>binding.json</c>: another site's cookies, somebody else's session or a store
/// that does not know what was posted must be noticed. Its caller holds the <see cref="InstanceLock"/>.
/// </summary>
/// <remarks><code>{"origin":"https://x.com","accountId":"1234","storeId":null,"createdAt":"2026-03-01T12:00:00+00:00","sharedAs":null}</code></remarks>
public sealed class ProfileBinding(string profileDir, TimeProvider time)
{
    private readonly string _path = Path.Combine(profileDir, "binding.json");

    /// <summary>Null for a profile that was never used.</summary>
    /// <exception cref="ConfigurationException">The file is damaged or cannot be read: what the profile belongs to is not known.</exception>
    public BoundProfile? Read()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), BindingJson.Default.BoundProfile) is { Origin.Length: > 0 } bound ? bound : throw Damaged("it names no origin");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Binds a fresh profile to <paramref name="origin"/>.</summary>
    /// <exception cref="ConfigurationException">It belongs to another origin.</exception>
    public BoundProfile Bind(string origin)
    {
        if (Read() is not { } bound)
            return Write(new BoundProfile(origin, null, null, time.GetUtcNow()));
        if (bound.Origin != origin)
        {
            throw new ConfigurationException(
                $"X_BASE_URL is \"{origin}\": the profile {profileDir} belongs to {bound.Origin}; set X_BASE_URL to that, or RUNNER_PROFILE_DIR to another folder");
        }

        return bound;
    }

    /// <summary>Binds the account at its first login. False when another account is bound: nothing is changed then.</summary>
    public bool BindAccount(string accountId) => BindOnce(bound => bound.AccountId, accountId, bound => bound with { AccountId = accountId });

    /// <summary>The profile goes on with this store, and under this name in it.</summary>
    public void RebindStore(string storeId, string? sharedAs)
    {
        var bound = Read() ?? throw new InvalidOperationException("the profile is bound to no origin yet");
        if ((bound.StoreId, bound.SharedAs) != (storeId, sharedAs))
            Write(bound with { StoreId = storeId, SharedAs = sharedAs });
    }

    private bool BindOnce(Func<BoundProfile, string?> part, string value, Func<BoundProfile, BoundProfile> change)
    {
        var bound = Read() ?? throw new InvalidOperationException("the profile is bound to no origin yet");
        if (part(bound) is { } there)
            return there == value;
        Write(change(bound));
        return true;
    }

    private BoundProfile Write(BoundProfile bound)
    {
        try
        {
            OwnerFile.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(bound, BindingJson.Default.BoundProfile));
            return bound;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"the profile {profileDir} cannot be written: {e.Message}", e);
        }
    }

    private ConfigurationException Damaged(string why) =>
        new($"{_path} cannot be read ({why.TrimEnd('.')}), so what this profile belongs to is not known: restore the file, or set RUNNER_PROFILE_DIR to another folder");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BoundProfile))]
internal sealed partial class BindingJson : JsonSerializerContext;
