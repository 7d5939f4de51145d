using System.Text.Json;

namespace XBot.Chrome.Cdp;

/// <summary>Something Chrome told a session unasked.</summary>
internal sealed record CdpEvent(string Method, JsonElement Params);

/// <summary>The events that we read.</summary>
internal static class CdpEvents
{
    public const string TargetCrashed = "Inspector.targetCrashed";
    public const string DetachedFromTarget = "Target.detachedFromTarget";
    public const string FrameNavigated = "Page.frameNavigated";
    public const string Lifecycle = "Page.lifecycleEvent";
    public const string DialogOpening = "Page.javascriptDialogOpening";
    public const string RequestWillBeSent = "Network.requestWillBeSent";
    public const string ResponseReceived = "Network.responseReceived";
    public const string LoadingFinished = "Network.loadingFinished";
    public const string LoadingFailed = "Network.loadingFailed";

    /// <summary>Each event's name and the shape in which we read it.</summary>
    public static IReadOnlyDictionary<string, Type> Shapes { get; } = new Dictionary<string, Type>
    {
        [TargetCrashed] = typeof(CdpNothing),
        [DetachedFromTarget] = typeof(Detached),
        [FrameNavigated] = typeof(FrameNavigated),
        [Lifecycle] = typeof(LifecycleEvent),
        [DialogOpening] = typeof(DialogOpening),
        [RequestWillBeSent] = typeof(RequestWillBeSent),
        [ResponseReceived] = typeof(ResponseReceived),
        [LoadingFinished] = typeof(LoadingFinished),
        [LoadingFailed] = typeof(LoadingFailed),
    };
}

internal sealed record Detached(string SessionId);

internal sealed record FrameNavigated(Frame Frame);

internal sealed record LifecycleEvent(string FrameId, string LoaderId, string Name);

internal sealed record DialogOpening(string Type);

internal sealed record RequestWillBeSent(string RequestId, NetworkRequest Request, NetworkResponse? RedirectResponse);

internal sealed record NetworkRequest(string Url, string Method, string? PostData, bool? HasPostData);

internal sealed record ResponseReceived(string RequestId, NetworkResponse Response);

internal sealed record NetworkResponse(int Status);

internal sealed record LoadingFinished(string RequestId);

internal sealed record LoadingFailed(string RequestId, string ErrorText);
