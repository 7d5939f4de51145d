using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>
/// Our notes about the Chrome that we started, kept in the profile so that a later process knows it again:
/// <code>{"pid":4242,"startMark":"…:81234","startedAt":"2026-02-03T16:48:54Z","port":9222,"executable":"/usr/bin/chromium","binary":"/usr/lib/chromium/chromium","arguments":["…"],"version":"Chrome/150.0.0.0","page":"8F…","leftovers":[]}</code>
/// </summary>
/// <param name="Executable">What we started, maybe a script.</param>
/// <param name="Binary">What runs since; null until the system told.</param>
/// <param name="Version">Null until Chrome answered.</param>
/// <param name="Page">Target id of our page; null until there is one.</param>
/// <param name="Leftovers">Pages of ours that were to be closed.</param>
/// <param name="Machine">Where it was started; null where machines have no id, and in notes of before.</param>
internal sealed record ChromeRecord(
    int Pid, string StartMark, DateTimeOffset? StartedAt, int Port, string Executable, string? Binary, IReadOnlyList<string> Arguments,
    string? Version, string? Page, IReadOnlyList<string> Leftovers, string? Machine = null)
{
    /// <summary>Notes about a Chrome that was proven ours after its own notes were lost.</summary>
    public static ChromeRecord Of(ProcessFacts process, int port, string version) =>
        new(process.Pid, process.StartMark, process.StartedAt, port, process.Binary ?? "", process.Binary, process.Arguments, version, null, [], ThisMachine.Id);

    /// <summary>Null when there is none, or none that can be read: then nothing is proven by it.</summary>
    public static ChromeRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), ChromeRecordJson.Default.ChromeRecord);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file as a whole: whoever is killed meanwhile leaves the old one.</summary>
    public void Write(string file)
    {
        var next = file + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, ChromeRecordJson.Default.ChromeRecord));
        OwnerOnly.Restrict(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, file, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(ChromeRecord))]
internal sealed partial class ChromeRecordJson : JsonSerializerContext;
