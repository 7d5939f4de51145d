using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.App.Running;

namespace XBot.App.Supervision;

/// <summary>What holds sleep off for a daemon, as <c>awake.json</c> in the profile says it.</summary>
/// <param name="Pid">The child; null: none now.</param>
/// <param name="Program">Its path.</param>
/// <param name="Trouble">Why there is none, in the child's own words; null when there is one.</param>
/// <remarks><code>{"pid":4711,"program":"/usr/bin/caffeinate","trouble":null}</code></remarks>
internal sealed record AwakeRecord(int? Pid, string Program, string? Trouble)
{
    /// <summary>The child still lives, and is no other process with its number.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Pid is { } pid ? Process.GetProcessById(pid) : null;
                // Linux keeps the first 15 letters of a name.
                return process is { ProcessName: { Length: > 0 } name } && Path.GetFileName(Program).StartsWith(name, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    public static AwakeRecord? Read(string profileDir)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(profileDir)), AwakeJson.Default.AwakeRecord);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A disk that cannot be written is no reason to let the machine sleep.</summary>
    public void Write(string profileDir)
    {
        try
        {
            OwnerFile.Replace(PathIn(profileDir), JsonSerializer.SerializeToUtf8Bytes(this, AwakeJson.Default.AwakeRecord));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    public static void Remove(string profileDir)
    {
        try
        {
            File.Delete(PathIn(profileDir));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string PathIn(string profileDir) => Path.Combine(profileDir, "awake.json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AwakeRecord))]
internal sealed partial class AwakeJson : JsonSerializerContext;
