using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Faults;
using XBot.Sandbox.GraphQl;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Http;

/// <summary>/i/api/graphql/&lt;hash&gt;/&lt;Operation&gt;: reads by GET, CreateTweet by POST. Any hash is taken, as X changes them with each release.</summary>
internal sealed class GraphQlEndpoint(GraphQlQueries queries, CreateTweet createTweet, FaultBoard faults, SessionStore sessions)
{
    public const string Root = "/i/api/graphql/";

    public async Task Answer(HttpContext context)
    {
        if (faults.Strike(FaultKind.Http429) is not null)
        {
            await Json.Write(context, Json.Errors(XError.RateLimited), StatusCodes.Status429TooManyRequests);
            return;
        }

        if (faults.Strike(FaultKind.OverCapacity) is not null)
        {
            await Json.Write(context, Json.Errors(XError.OverCapacity), StatusCodes.Status503ServiceUnavailable);
            return;
        }

        if (sessions.Find(context.Request.Cookies[SessionCookies.AuthToken]) is not { } session)
        {
            await Json.Write(context, Json.Errors(XError.NotLoggedIn), StatusCodes.Status401Unauthorized);
            return;
        }

        if (context.Request.Headers["x-csrf-token"] != session.Csrf || context.Request.Cookies[SessionCookies.Csrf] != session.Csrf)
        {
            await Json.Write(context, Json.Errors(XError.CsrfMismatch), StatusCodes.Status403Forbidden);
            return;
        }

        var operation = context.Request.Path.Value![Root.Length..].Split('/') is [_, var name] ? name : "";
        if (operation == CreateTweet.Operation && HttpMethods.IsPost(context.Request.Method))
        {
            await createTweet.Answer(context, session);
            return;
        }

        var variables = Json.Parse(context.Request.Query["variables"]);
        if (!HttpMethods.IsGet(context.Request.Method) || variables is null || queries.Answer(operation, variables) is not { } answer)
        {
            context.Response.StatusCode = variables is null ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
            return;
        }

        await Json.Write(context, answer);
    }
}
