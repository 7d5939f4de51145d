namespace XBot.Chrome.Cdp;

internal sealed record EnableInspector() : CdpCommand<CdpNothing>("Inspector.enable");

internal sealed record EnablePage() : CdpCommand<CdpNothing>("Page.enable");

internal sealed record EnableLifecycleEvents(bool Enabled) : CdpCommand<CdpNothing>("Page.setLifecycleEventsEnabled");

/// <summary>Without it a page in a window that is not in front believes it has no focus, and typing goes nowhere.</summary>
internal sealed record EmulateFocus(bool Enabled) : CdpCommand<CdpNothing>("Emulation.setFocusEmulationEnabled");

internal sealed record Navigate(string Url) : CdpCommand<Navigated>("Page.navigate");

/// <param name="LoaderId">The new document's; null when the navigation stayed in the same document.</param>
internal sealed record Navigated(string FrameId, string? LoaderId, string? ErrorText);

internal sealed record StopLoading() : CdpCommand<CdpNothing>("Page.stopLoading");

/// <summary>Ends the renderer from the browser's side, so that it works on one that hangs.</summary>
internal sealed record CrashPage() : CdpCommand<CdpNothing>("Page.crash");

internal sealed record AnswerDialog(bool Accept) : CdpCommand<CdpNothing>("Page.handleJavaScriptDialog");

internal sealed record CaptureScreenshot(string Format) : CdpCommand<Screenshot>("Page.captureScreenshot");

internal sealed record Screenshot(byte[] Data);

internal sealed record Frame(string Id, string? ParentId, string LoaderId, string Url);

internal sealed record CreateIsolatedWorld(string FrameId, string WorldName) : CdpCommand<IsolatedWorldCreated>("Page.createIsolatedWorld");

internal sealed record IsolatedWorldCreated(int ExecutionContextId);
