using System.Diagnostics;
using XBot.App.CommandLine;
using XBot.App.Reports;

namespace XBot.App.Commands.Queueing;

/// <summary>Opens the person's editor on a text.</summary>
internal static class TextEditor
{
    private const string Line = "------ only what stands above this line is sent ------";

    /// <returns>What stands above the line.</returns>
    public static async Task<string> EditAsync(CommandHost host, string text, string about, CancellationToken ct)
    {
        // A folder of our own: an editor's backup and swap files go with it.
        var folder = Directory.CreateTempSubdirectory("xbot-edit-");
        try
        {
            var path = Path.Combine(folder.FullName, "reply.txt");
            await File.WriteAllTextAsync(path, $"{text}\n{Line}\n{Printable.Of(about)}\n", ct);
            var editor = host.Variable("VISUAL") ?? host.Variable("EDITOR") ?? "vi";
            await RunAsync(editor, path, ct);
            var edited = (await File.ReadAllTextAsync(path, ct)).ReplaceLineEndings("\n");
            var end = edited.IndexOf(Line, StringComparison.Ordinal);
            return (end < 0 ? edited : edited[..end]).Trim();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // By the shell: EDITOR may hold options ("code --wait"). The terminal is the editor's meanwhile.
    private static async Task RunAsync(string editor, string path, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in new[] { "-c", editor + " \"$1\"", "xbot", path })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new CommandException(ExitCodes.UnexpectedError, $"the editor \"{editor}\" could not be started");
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new CommandException(ExitCodes.UnexpectedError, $"the editor \"{editor}\" ended with {process.ExitCode}: nothing was changed (set EDITOR, or give --text)");
    }
}
