namespace XBot.Chrome.Cdp;

internal sealed record CloseBrowser() : CdpCommand<CdpNothing>("Browser.close");

internal sealed record GetTargets() : CdpCommand<TargetList>("Target.getTargets");

internal sealed record TargetList(IReadOnlyList<TargetInfo> TargetInfos);

internal sealed record TargetInfo(string TargetId, string Type, string Url);

internal sealed record CreateTarget(string Url) : CdpCommand<CreatedTarget>("Target.createTarget");

internal sealed record CreatedTarget(string TargetId);

internal sealed record CloseTarget(string TargetId) : CdpCommand<CdpNothing>("Target.closeTarget");

/// <param name="Flatten">Always true: the session's messages travel on the browser's own connection.</param>
internal sealed record AttachToTarget(string TargetId, bool Flatten) : CdpCommand<AttachedTarget>("Target.attachToTarget");

internal sealed record AttachedTarget(string SessionId);

/// <summary>Chrome's own processes; the browser's session answers it.</summary>
internal sealed record GetProcessInfo() : CdpCommand<ProcessInfoList>("SystemInfo.getProcessInfo");

internal sealed record ProcessInfoList(IReadOnlyList<ChromeProcess> ProcessInfo);

/// <param name="Type"><c>browser</c>, <c>renderer</c>, <c>GPU</c> …</param>
internal sealed record ChromeProcess(int Id, string Type);
