using System.Text.Json;
using System.Text.Json.Serialization;

namespace XBot.App.Running;

/// <summary>What works on a profile.</summary>
public enum InstanceRole
{
    /// <summary>Stays until stopped.</summary>
    Daemon,

    /// <summary>Is over soon: worth waiting for.</summary>
    Command,
}

/// <summary>Who holds the profile. Kept in <c>instance.json</c>, since nobody else can open the locked file; true only while the lock is held.</summary>
/// <remarks><code>{"pid":4711,"role":"daemon","since":"2026-03-01T12:00:00+00:00"}</code></remarks>
public sealed record InstanceHolder(int Pid, InstanceRole Role, DateTimeOffset Since)
{
    /// <summary>In the profile.</summary>
    internal const string FileName = "instance.json";

    /// <summary>Null when nobody wrote it yet, or it cannot be read.</summary>
    internal static InstanceHolder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), InstanceJson.Default.InstanceHolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string path) => OwnerFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(this, InstanceJson.Default.InstanceHolder));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InstanceHolder))]
internal sealed partial class InstanceJson : JsonSerializerContext;
