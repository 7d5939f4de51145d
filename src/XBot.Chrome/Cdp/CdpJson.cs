using System.Text.Json.Serialization;

namespace XBot.Chrome.Cdp;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CdpNothing))]
[JsonSerializable(typeof(CloseBrowser))]
[JsonSerializable(typeof(GetTargets)), JsonSerializable(typeof(TargetList))]
[JsonSerializable(typeof(CreateTarget)), JsonSerializable(typeof(CreatedTarget))]
[JsonSerializable(typeof(CloseTarget))]
[JsonSerializable(typeof(GetProcessInfo)), JsonSerializable(typeof(ProcessInfoList))]
[JsonSerializable(typeof(GetHeapUsage)), JsonSerializable(typeof(HeapUsage))]
[JsonSerializable(typeof(AttachToTarget)), JsonSerializable(typeof(AttachedTarget))]
[JsonSerializable(typeof(EnableInspector)), JsonSerializable(typeof(EnablePage)), JsonSerializable(typeof(EnableLifecycleEvents))]
[JsonSerializable(typeof(EmulateFocus))]
[JsonSerializable(typeof(Navigate)), JsonSerializable(typeof(Navigated))]
[JsonSerializable(typeof(StopLoading)), JsonSerializable(typeof(CrashPage)), JsonSerializable(typeof(AnswerDialog))]
[JsonSerializable(typeof(CaptureScreenshot)), JsonSerializable(typeof(Screenshot))]
[JsonSerializable(typeof(CreateIsolatedWorld)), JsonSerializable(typeof(IsolatedWorldCreated))]
[JsonSerializable(typeof(Evaluate)), JsonSerializable(typeof(CallFunction)), JsonSerializable(typeof(CallAnswer))]
[JsonSerializable(typeof(InsertText)), JsonSerializable(typeof(DispatchKey)), JsonSerializable(typeof(DispatchMouse))]
[JsonSerializable(typeof(EnableNetwork))]
[JsonSerializable(typeof(GetResponseBody)), JsonSerializable(typeof(ResponseBody))]
[JsonSerializable(typeof(GetRequestPostData)), JsonSerializable(typeof(RequestPostData))]
[JsonSerializable(typeof(GetCookies)), JsonSerializable(typeof(CookieList))]
[JsonSerializable(typeof(Detached)), JsonSerializable(typeof(FrameNavigated)), JsonSerializable(typeof(LifecycleEvent))]
[JsonSerializable(typeof(DialogOpening)), JsonSerializable(typeof(RequestWillBeSent)), JsonSerializable(typeof(ResponseReceived))]
[JsonSerializable(typeof(LoadingFinished)), JsonSerializable(typeof(LoadingFailed))]
internal sealed partial class CdpJson : JsonSerializerContext;
