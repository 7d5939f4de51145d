using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Sandbox.Faults;
using XBot.Sandbox.Http;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox.GraphQl;

/// <summary>
/// The one operation that writes: <c>{"variables":{"tweet_text":"…","reply":{"in_reply_to_tweet_id":"20…","exclude_reply_user_ids":[]}}}</c>.
/// Accepted: <c>data.create_tweet.tweet_results.result.rest_id</c>. Refused: HTTP 200 with <c>errors[].code</c>, as on X.
/// </summary>
internal sealed class CreateTweet(SandboxWorld world, FaultBoard faults, TimeProvider time)
{
    public const string Operation = "CreateTweet";

    private static readonly (FaultKind Fault, XError Error)[] Refusals =
    [
        (FaultKind.Refuse187, XError.Duplicate), (FaultKind.Refuse226, XError.LooksAutomated), (FaultKind.Refuse326, XError.Locked),
        (FaultKind.Refuse344, XError.DailyLimit), (FaultKind.Refuse385, XError.TargetGone), (FaultKind.Refuse433, XError.RepliesRestricted),
        (FaultKind.StaleToken, XError.StaleToken),
    ];

    public async Task Answer(HttpContext context, Session session)
    {
        var variables = (await Json.Read(context))?["variables"] as JsonObject;
        if (Text(variables, "tweet_text") is not { Length: > 0 } text)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var target = Text(variables!["reply"] as JsonObject, "in_reply_to_tweet_id");
        var resets = world.Resets;
        if (Refusals.FirstOrDefault(r => faults.Strike(r.Fault) is not null).Error is { } refusal)
        {
            await Json.Write(context, Json.Errors(refusal));
            return;
        }

        if (target is not null && faults.Strike(FaultKind.TargetDeleted) is not null) world.Delete(target);
        // X takes a post whether or not the client still waits, so this wait does not end with the request.
        var slow = faults.Strike(FaultKind.SlowAccept);
        await Wait(slow);
        if (world.Resets != resets)
        {
            context.Abort();
            return;
        }

        var hidden = faults.Strike(FaultKind.LateVisible)?.DelayMs ?? 0;
        switch (world.Post(session.Acting, text, target, TimeSpan.FromMilliseconds(hidden)))
        {
            case PostingResult.Refused refused:
                await Json.Write(context, Json.Errors(refused.Error));
                break;
            case PostingResult.Accepted when faults.Strike(FaultKind.AnswerLost) is not null:
                context.Abort();
                break;
            case PostingResult.Accepted accepted:
                await Wait(slow);
                await Json.Write(context, Accepted(accepted.Post));
                break;
        }
    }

    private JsonObject Accepted(SandboxPost post) => new()
    {
        ["data"] = new JsonObject
        {
            ["create_tweet"] = new JsonObject { ["tweet_results"] = new JsonObject { ["result"] = PostJson.Of(post, world) } },
        },
    };

    private async Task Wait(ArmedFault? slow)
    {
        if (slow is null) return;
        await Task.Delay(TimeSpan.FromMilliseconds(slow.DelayMs), time, faults.Cleared).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string? Text(JsonObject? body, string name) =>
        body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
