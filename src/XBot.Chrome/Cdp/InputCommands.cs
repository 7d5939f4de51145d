namespace XBot.Chrome.Cdp;

internal sealed record InsertText(string Text) : CdpCommand<CdpNothing>("Input.insertText");

internal sealed record DispatchKey(
    string Type, string Key, string Code, int WindowsVirtualKeyCode, int Modifiers, string? Text, IReadOnlyList<string>? Commands)
    : CdpCommand<CdpNothing>("Input.dispatchKeyEvent");

internal sealed record DispatchMouse(
    string Type, double X, double Y, string? Button, int? Buttons, int? ClickCount, double? DeltaX, double? DeltaY)
    : CdpCommand<CdpNothing>("Input.dispatchMouseEvent");
