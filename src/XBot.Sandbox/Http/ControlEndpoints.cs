using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Faults;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Http;

/// <summary>
/// What tests and people steer the sandbox with, under /__sandbox/. No fault touches these, and a page of another origin is refused.
/// <list type="bullet">
/// <item>GET ledger: <c>[{"id","author","text","inReplyTo","at"}]</c></item>
/// <item>GET faults: <c>{"available":[{"name","does"}],"armed":[{"name","times","delayMs"}]}</c></item>
/// <item>POST faults <c>{"name","times","delayMs"}</c>: arms one; 400 with one line for what is unknown or out of range</item>
/// <item>DELETE faults: disarms all, leaves the ledger</item>
/// <item>POST reset: clears ledger, posts made, deletions, faults and sessions</item>
/// </list>
/// </summary>
internal sealed class ControlEndpoints(SandboxWorld world, FaultBoard faults, SessionStore sessions)
{
    public const string Root = "/__sandbox/";

    public Task Answer(HttpContext context)
    {
        if (IsForeign(context.Request)) return Refuse(context, StatusCodes.Status403Forbidden, "control requests from pages of another origin are refused");
        return (context.Request.Method, context.Request.Path.Value![Root.Length..]) switch
        {
            ("GET", "ledger") => Json.Write(context, Ledger()),
            ("GET", "faults") => Json.Write(context, Faults()),
            ("POST", "faults") => Arm(context),
            ("DELETE", "faults") => Disarm(context),
            ("POST", "reset") => Reset(context),
            (_, "ledger" or "faults" or "reset") => Refuse(context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not allowed here"),
            _ => Refuse(context, StatusCodes.Status404NotFound, "known are ledger, faults and reset"),
        };
    }

    private JsonArray Ledger()
    {
        var array = new JsonArray();
        foreach (var entry in world.Ledger)
        {
            array.Add((JsonNode)new JsonObject
            {
                ["id"] = entry.Id,
                ["author"] = entry.Author,
                ["text"] = entry.Text,
                ["inReplyTo"] = entry.InReplyTo,
                ["at"] = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            });
        }

        return array;
    }

    private JsonObject Faults() => new()
    {
        ["available"] = new JsonArray([.. FaultKind.All.Select(k => new JsonObject { ["name"] = k.Name, ["does"] = k.Does })]),
        ["armed"] = new JsonArray([.. faults.Armed.Select(f => new JsonObject { ["name"] = f.Name, ["times"] = f.Times, ["delayMs"] = f.DelayMs })]),
    };

    private async Task Arm(HttpContext context)
    {
        if (await Json.Read(context) is not { } body)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, """body: a JSON object is expected, like {"name":"slow","times":1,"delayMs":3000}""");
            return;
        }

        try
        {
            var name = body["name"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
            var fault = name;
            var times = Number(body, "times") ?? 1;
            var delayMs = Number(body, "delayMs");
            Arm(fault, times, delayMs);
        }
        catch (SandboxException refused)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, refused.Message);
            return;
        }

        await Json.Write(context, Faults());
    }

    /// <summary>Arms a fault; a logout ends the sessions in the same moment.</summary>
    public void Arm(string name, int times, int? delayMs)
    {
        faults.Arm(name, times, delayMs);
        if (name == FaultKind.Logout.Name) sessions.CloseAll();
    }

    private Task Disarm(HttpContext context)
    {
        faults.Clear();
        return Json.Write(context, Faults());
    }

    private Task Reset(HttpContext context)
    {
        world.Reset();
        sessions.CloseAll();
        faults.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static int? Number(JsonObject body, string name)
    {
        if (!body.TryGetPropertyValue(name, out var node) || node is null) return null;
        return node is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : throw new SandboxException($"fault {name}: {node.ToJsonString()} is not allowed; give a whole number");
    }

    // Browsers name the page a request comes from; tools do not.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin, ..] && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site", ..];

    private static Task Refuse(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line + "\n", context.RequestAborted);
    }
}
