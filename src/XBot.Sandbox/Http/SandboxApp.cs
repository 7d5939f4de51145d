using System.Net;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Faults;

namespace XBot.Sandbox.Http;

/// <summary>Sends each request to its room, through the faults that strike any of them.</summary>
internal sealed class SandboxApp(
    ControlEndpoints control, DocumentEndpoint documents, GraphQlEndpoint graphQl, LoginEndpoint login, WebFiles files, FaultBoard faults, TimeProvider time)
{
    public async Task Answer(HttpContext context)
    {
        // A name that a foreign page made point here must not reach anything (DNS rebinding).
        if (!IsLoopback(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        Protect(context.Response.Headers);
        try
        {
            await Route(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
    }

    private async Task Route(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith(ControlEndpoints.Root, StringComparison.Ordinal)) await control.Answer(context);
        else if (path.StartsWith("/assets/", StringComparison.Ordinal)) await files.Serve(context, path["/assets/".Length..]);
        else if (path == LoginEndpoint.Path) await login.Answer(context);
        else if (path is "/favicon.ico" or "/robots.txt") context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (await IsStruck(context)) return;
        else if (path.StartsWith(GraphQlEndpoint.Root, StringComparison.Ordinal)) await graphQl.Answer(context);
        else if (path.StartsWith("/i/api/", StringComparison.Ordinal)) context.Response.StatusCode = StatusCodes.Status404NotFound;
        else await documents.Answer(context);
    }

    // hang, slow and http-500 strike documents and GraphQL alike.
    private async Task<bool> IsStruck(HttpContext context)
    {
        if (faults.Strike(FaultKind.Hang) is { } hang)
        {
            await Wait(hang, context);
            context.Abort();
            return true;
        }

        if (faults.Strike(FaultKind.Slow) is { } slow) await Wait(slow, context);
        if (faults.Strike(FaultKind.Http500) is null) return false;
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("Internal Server Error\n", context.RequestAborted);
        return true;
    }

    private async Task Wait(ArmedFault fault, HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(faults.Cleared, context.RequestAborted);
        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Nothing of the sandbox may reach another host, whatever a captured timeline points at.
    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
