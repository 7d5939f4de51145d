using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Http;

/// <summary>Reading and writing small JSON bodies.</summary>
internal static class Json
{
    private const int MaxBody = 64 * 1024;

    public static Task Write(HttpContext context, JsonNode body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    /// <summary>X's form of an error: <c>{"errors":[{"code":187,"message":"…"}]}</c>.</summary>
    public static JsonObject Errors(XError error) => new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["message"] = error.Message, ["code"] = error.Code }),
    };

    /// <summary>The request's body as an object; null when it is none, or larger than 64 KiB.</summary>
    public static async Task<JsonObject?> Read(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBody) return null;
        try
        {
            using var buffer = new MemoryStream();
            var chunk = new byte[8192];
            for (int read; (read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0;)
            {
                if (buffer.Length + read > MaxBody) return null;
                buffer.Write(chunk, 0, read);
            }

            return JsonNode.Parse(buffer.ToArray()) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonObject? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
