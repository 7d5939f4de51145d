using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Http;

/// <summary>
/// The two steps of the login flow: <c>{"username"}</c>, then <c>{"username","password"}</c>. Any handle of the sandbox's people
/// is taken, with any password that is not empty.
/// </summary>
internal sealed class LoginEndpoint(SandboxWorld world, SessionStore sessions)
{
    public const string Path = "/i/api/1.1/onboarding/task.json";

    public async Task Answer(HttpContext context)
    {
        var body = await Json.Read(context);
        var person = Text(body, "username") is { } handle ? world.PersonNamed(handle) : null;
        if (person is null)
        {
            await Json.Write(context, Json.Errors(new XError(399, "Sorry, we could not find your account.")), StatusCodes.Status400BadRequest);
            return;
        }

        if (Text(body, "password") is not { } password)
        {
            await Json.Write(context, new JsonObject { ["status"] = "success", ["subtask"] = "LoginEnterPassword" });
            return;
        }

        if (password.Length == 0)
        {
            await Json.Write(context, Json.Errors(new XError(399, "Wrong password!")), StatusCodes.Status400BadRequest);
            return;
        }

        SessionCookies.Write(context.Response, sessions.Open(person));
        await Json.Write(context, new JsonObject { ["status"] = "success", ["subtask"] = "LoginSuccess" });
    }

    private static string? Text(JsonObject? body, string name) =>
        body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
