using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Faults;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Http;

/// <summary>
/// Everything that is a page: who is signed in, where they are sent, and which document they get. Faults that count documents
/// are used up by documents served, never by redirects.
/// </summary>
internal sealed class DocumentEndpoint(SandboxOptions options, WebFiles files, SessionStore sessions, FaultBoard faults)
{
    private const string ChallengePath = "/account/access";

    public Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var token = context.Request.Cookies[SessionCookies.AuthToken];
        if (path == "/logout")
        {
            sessions.Close(token);
            SessionCookies.Clear(context.Response);
            return Redirect(context, "/");
        }

        var session = sessions.Find(token);
        if (session is null && options.AutoLogin && !faults.IsArmed(FaultKind.Logout))
        {
            session = sessions.Open(InventedPeople.Demo);
            SessionCookies.Write(context.Response, session);
        }
        else if (session is null && token is not null)
        {
            SessionCookies.Clear(context.Response);
        }

        if (Elsewhere(path, session) is { } place) return Redirect(context, place);
        faults.Strike(FaultKind.Logout);
        if (path == ChallengePath)
            return faults.Strike(FaultKind.Challenge) is null ? Redirect(context, "/") : Page(context, files.Text("challenge.html"));
        if (faults.Strike(FaultKind.ConsentWall) is not null) return Page(context, files.Text("consent.html"));
        if (faults.Strike(FaultKind.BlankShell) is not null) return Page(context, files.Text("shell.html"));
        return Page(context, files.Text("app.html").Replace("{{boot}}", Boot(Identity(context, session)), StringComparison.Ordinal));
    }

    private string? Elsewhere(string path, Session? session) => path switch
    {
        ChallengePath => null,
        _ when faults.IsArmed(FaultKind.Challenge) => ChallengePath,
        "/login" when session is null => "/i/flow/login",
        "/" or "/i/flow/login" or "/i/flow/signup" => session is null ? null : "/home",
        "/login" => "/home",
        _ => session is null ? "/" : null,
    };

    // The session is somebody else's for as long as the fault has documents left, and its owner's again with the next one.
    private Session? Identity(HttpContext context, Session? session)
    {
        if (session is null) return null;
        var person = faults.Strike(FaultKind.OtherAccount) is null ? session.Owner : InventedPeople.Stranger;
        if (person.Id == session.Acting.Id) return session;
        var acting = sessions.ActAs(session, person);
        if (acting is not null) SessionCookies.Write(context.Response, acting);
        return acting;
    }

    private string Boot(Session? session)
    {
        var inPage = new JsonObject();
        foreach (var kind in FaultKind.InPage)
        {
            if (faults.Strike(kind) is { } fault) inPage[kind.Name] = fault.DelayMs;
        }

        return new JsonObject
        {
            ["user"] = session is null ? null : new JsonObject { ["id"] = session.Acting.Id, ["handle"] = session.Acting.Handle, ["name"] = session.Acting.Name },
            ["faults"] = inPage,
        }.ToJsonString();
    }

    private static Task Redirect(HttpContext context, string place)
    {
        context.Response.Redirect(place);
        return Task.CompletedTask;
    }

    private static Task Page(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
