using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XBot.Chrome.Cdp;

/// <summary>
/// The envelope around commands, answers and events:
/// <code>
/// {"id":7,"method":"Page.navigate","params":{"url":"about:blank"},"sessionId":"5F…"}
/// {"id":7,"result":{"frameId":"A1…"},"sessionId":"5F…"}      {"id":7,"error":{"code":-32000,"message":"…"}}
/// {"method":"Page.frameNavigated","params":{"frame":{…}},"sessionId":"5F…"}
/// </code>
/// </summary>
internal static class CdpMessage
{
    public static ReadOnlyMemory<byte> Write<TResult>(long id, string? sessionId, CdpCommand<TResult> command)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("method", command.Method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, command, CdpJson.Default.GetTypeInfo(command.GetType())!);
        if (sessionId is not null)
            json.WriteString("sessionId", sessionId);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static T Read<T>(JsonElement json) =>
        json.Deserialize((JsonTypeInfo<T>)CdpJson.Default.GetTypeInfo(typeof(T))!) ?? throw new JsonException("null where an object was expected");
}
