using XBot.Chrome.Cdp;

namespace XBot.Chrome.Pages;

/// <summary>Turns the name of a key into the two events of one press.</summary>
internal static class Keyboard
{
    private const int Control = 2;
    private const int Meta = 4;

    private static readonly Dictionary<string, (string Code, int KeyCode, string? Text)> Keys = new(StringComparer.Ordinal)
    {
        ["Backspace"] = ("Backspace", 8, null),
        ["Tab"] = ("Tab", 9, null),
        ["Enter"] = ("Enter", 13, "\r"),
        ["Escape"] = ("Escape", 27, null),
        ["PageUp"] = ("PageUp", 33, null),
        ["PageDown"] = ("PageDown", 34, null),
        ["End"] = ("End", 35, null),
        ["Home"] = ("Home", 36, null),
        ["ArrowLeft"] = ("ArrowLeft", 37, null),
        ["ArrowUp"] = ("ArrowUp", 38, null),
        ["ArrowRight"] = ("ArrowRight", 39, null),
        ["ArrowDown"] = ("ArrowDown", 40, null),
        ["Delete"] = ("Delete", 46, null),
    };

    /// <param name="command">Hold the system's command key: Meta on macOS, Control elsewhere.</param>
    public static (DispatchKey Down, DispatchKey Up) Press(string key, bool command, bool macOs)
    {
        var (code, keyCode, text) = Find(key);
        var modifiers = !command ? 0 : macOs ? Meta : Control;
        var typed = command ? null : text;
        var down = new DispatchKey(typed is null ? "rawKeyDown" : "keyDown", key, code, keyCode, modifiers, typed, command && macOs ? EditingCommand(key) : null);
        return (down, new DispatchKey("keyUp", key, code, keyCode, modifiers, null, null));
    }

    private static (string Code, int KeyCode, string? Text) Find(string key)
    {
        if (Keys.TryGetValue(key, out var known))
            return known;
        if (key is [var letter] && char.IsAsciiLetterOrDigit(letter))
        {
            var upper = char.ToUpperInvariant(letter);
            return ((char.IsAsciiDigit(letter) ? "Digit" : "Key") + upper, upper, key);
        }

        throw new ArgumentException($"\"{key}\" is no key known here: one ASCII letter or digit, or one of {string.Join(", ", Keys.Keys)}", nameof(key));
    }

    // On macOS the window's menu, which events of the protocol do not pass, turns Meta and a letter into an editing command.
    private static string[]? EditingCommand(string key) => key switch
    {
        "a" => ["selectAll"],
        "c" => ["copy"],
        "v" => ["paste"],
        "x" => ["cut"],
        "z" => ["undo"],
        _ => null,
    };
}
