using System.Text;

namespace XBot.Writing;

/// <summary>The owner's prompt: their file, read anew for each draft so that a change needs no restart, or the one that comes with the program.</summary>
internal static class PromptText
{
    private const int MostBytes = 16 * 1024;

    /// <summary>The text, or in one line why there is none.</summary>
    public static (string? Text, string? Fault) Read(string? file)
    {
        if (file is null)
            return (Standard(), null);
        try
        {
            var info = new FileInfo(file);
            if (info.Length > MostBytes)
                return (null, $"REPLY_PROMPT_FILE {file} holds {info.Length} bytes, {MostBytes} are allowed");
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF').Trim();
            return text.Length > 0 ? (text, null) : (null, $"REPLY_PROMPT_FILE {file} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"REPLY_PROMPT_FILE {file} cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            return (null, $"REPLY_PROMPT_FILE {file} is no UTF-8 text");
        }
    }

    private static string Standard()
    {
        using var stream = typeof(PromptText).Assembly.GetManifestResourceStream("reply-prompt.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
