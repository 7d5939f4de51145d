using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary><c>last_click.json</c> in the profile: the last reply that was clicked, for a store that may be older than the profile.</summary>
/// <remarks><code>{"replyId":"12","targetId":"2018728413880840451","at":"2026-03-01T12:00:00+00:00"}</code></remarks>
internal sealed class ClickMark(string profileDir) : IClickMark
{
    private readonly string _path = Path.Combine(profileDir, "last_click.json");

    private string? _ready;

    public void Ready(Reply reply)
    {
        _ready = null;
        _ready = OwnerFile.Prepare(_path, JsonSerializer.SerializeToUtf8Bytes(new MarkedClick(reply.Id, reply.TargetId, reply.ClickedAt), MarkJson.Default.MarkedClick));
    }

    public void Note()
    {
        File.Move(_ready ?? throw new InvalidOperationException("No mark was made ready."), _path, overwrite: true);
        _ready = null;
    }

    public void Forget() => File.Delete(_path);

    public async Task<bool> IsKnownAsync(IRunnerStore store, CancellationToken ct)
    {
        if (!File.Exists(_path))
            return true;
        try
        {
            // A refusal takes the click's time back and leaves its code. A click, or a refusal, from before this click is an older copy's.
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(_path, ct), MarkJson.Default.MarkedClick) is { } mark
                && await store.Replies.FindAsync(mark.ReplyId, ct) is { } reply
                && reply.TargetId == mark.TargetId
                && (reply.ClickedAt ?? (reply.RefusalCode is null ? null : reply.UpdatedAt)) >= StoredTime.Truncate(mark.At ?? DateTimeOffset.MinValue);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

internal sealed record MarkedClick(long ReplyId, string TargetId, DateTimeOffset? At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MarkedClick))]
internal sealed partial class MarkJson : JsonSerializerContext;
