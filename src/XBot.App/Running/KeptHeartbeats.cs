using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Heartbeats;
using XBot.Core.Secrets;

namespace XBot.App.Running;

/// <summary>
/// <c>heartbeats.kept.jsonl</c> in the profile, one a line. Bounded: of a very long time without a store every second of the older ones goes, so that
/// the whole of it stays visible. A disk that is full keeps them in memory until it has room.
/// </summary>
public sealed class KeptHeartbeats : IKeptHeartbeats
{
    public const string FileName = "heartbeats.kept.jsonl";

    /// <summary>Two weeks and more at the longest sleep; about 4 MB.</summary>
    public const int Most = 5000;

    private readonly string _path;
    private readonly List<Heartbeat> _all;
    private bool _whole = true;

    public KeptHeartbeats(string profileDir)
    {
        _path = Path.Combine(profileDir, FileName);
        _all = [.. Read(_path)];
    }

    public IReadOnlyList<Heartbeat> All => _all;

    /// <summary>How many wait in that profile; for whoever only looks.</summary>
    public static int CountIn(string profileDir) => Read(Path.Combine(profileDir, FileName)).Count();

    public void Add(Heartbeat beat)
    {
        _all.Add(beat with { Error = beat.Error is { } error ? SecretMask.Shapes.Apply(error) : null, Details = SecretMask.Shapes.Apply(beat.Details) });
        if (_all.Count > Most)
        {
            var half = _all.Count / 2;
            var older = _all.Take(half).Where((_, index) => index % 2 == 0).ToList();
            _all.RemoveRange(0, half);
            _all.InsertRange(0, older);
            _whole = false;
        }

        Write(append: _whole);
    }

    public void Drop(int count)
    {
        _all.RemoveRange(0, count);
        Write(append: false);
    }

    private void Write(bool append)
    {
        try
        {
            if (_all.Count == 0)
                File.Delete(_path);
            else if (append && (_all.Count == 1 || File.Exists(_path)))
                Append(_all[^1]);
            else
                OwnerFile.Replace(_path, Encoding.UTF8.GetBytes(string.Concat(_all.Select(Line))));
            _whole = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _whole = false;
        }
    }

    private void Append(Heartbeat beat)
    {
        using var stream = new FileStream(_path, OwnerFile.Options(FileMode.Append, FileAccess.Write, FileShare.Read));
        stream.Write(Encoding.UTF8.GetBytes(Line(beat)));
        stream.Flush(flushToDisk: true);
    }

    private static string Line(Heartbeat beat) => JsonSerializer.Serialize(
        new KeptBeat(beat.Status.Name(), beat.ConsecutiveFailures, beat.Error, beat.Details, beat.At), KeptJson.Default.KeptBeat) + "\n";

    private static IEnumerable<Heartbeat> Read(string path)
    {
        foreach (var line in Lines(path))
            if (Parse(line) is { } beat)
                yield return beat;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // None are kept, or a daemon handed them over just now.
            return [];
        }
    }

    /// <summary>Null for a line that a crash or a full disk cut short.</summary>
    private static Heartbeat? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, KeptJson.Default.KeptBeat) is { Details: not null } kept && RunnerStatusNames.Parse(kept.Status) is { } status
                ? new Heartbeat(status, kept.Failures, kept.Error, kept.Details, kept.At)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record KeptBeat(string Status, int Failures, string? Error, JsonObject Details, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptBeat))]
internal sealed partial class KeptJson : JsonSerializerContext;
