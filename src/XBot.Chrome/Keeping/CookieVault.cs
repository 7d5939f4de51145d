using Microsoft.Extensions.Logging;

namespace XBot.Chrome.Keeping;

/// <summary>
/// Copies of Chrome's cookie store, made while no Chrome runs: the session is in it, and a disk that fills up or a machine that loses power can
/// ruin it. Files: <c>cookies-backup/Cookies.1</c> (the newest) to <c>.3</c>.
/// </summary>
internal sealed partial class CookieVault(ChromeFolder folder, ILogger log)
{
    private const int Generations = 3;

    private static ReadOnlySpan<byte> SqliteHeader => "SQLite format 3\0"u8;

    /// <summary>Keeps a copy, unless it is the one kept last.</summary>
    public void Keep() => Try(() =>
    {
        if (Find() is not { } cookies || !IsWhole(cookies) || HasJournal(cookies))
            return;
        var bytes = File.ReadAllBytes(cookies);
        if (File.Exists(Copy(1)) && bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Copy(1))))
            return;
        OwnerOnly.MakeFolder(folder.CookieBackups);
        for (var generation = Generations; generation > 1; generation--)
            if (File.Exists(Copy(generation - 1)))
                File.Move(Copy(generation - 1), Copy(generation), overwrite: true);
        Write(bytes, Copy(1));
    });

    /// <summary>Before a start: keeps what is there, and puts the newest copy in the place of a store that is ruined.</summary>
    public void Open()
    {
        Keep();
        Try(() =>
        {
            // A store that is not there at all is a fresh profile, or one that a person emptied: no business of ours.
            if (Find() is not { } cookies || IsWhole(cookies) || HasJournal(cookies) || !File.Exists(Copy(1)))
                return;
            File.Move(cookies, cookies + ".ruined", overwrite: true);
            Write(File.ReadAllBytes(Copy(1)), cookies);
            LogRestored(log, cookies);
        });
    }

    private string Copy(int generation) => Path.Combine(folder.CookieBackups, $"Cookies.{generation}");

    private string? Find() =>
        new[] { Path.Combine(folder.UserData, "Default", "Network", "Cookies"), Path.Combine(folder.UserData, "Default", "Cookies") }.FirstOrDefault(File.Exists);

    /// <summary>The length that the header speaks of is there. What is inside, Chrome checks itself.</summary>
    private static bool IsWhole(string cookies)
    {
        using var stream = File.OpenRead(cookies);
        Span<byte> header = stackalloc byte[32];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(SqliteHeader))
            return false;
        var pageSize = (header[16] << 8) | header[17];
        var pages = (header[28] << 24) | (header[29] << 16) | (header[30] << 8) | header[31];
        return stream.Length >= (long)(pageSize == 1 ? 65536 : pageSize) * pages;
    }

    /// <summary>Chrome was killed in the middle of a write: the store is whole only together with it.</summary>
    private static bool HasJournal(string cookies) =>
        new FileInfo(cookies + "-journal") is { Exists: true, Length: > 0 } || new FileInfo(cookies + "-wal") is { Exists: true, Length: > 0 };

    private static void Write(byte[] bytes, string file)
    {
        var next = file + ".new";
        File.WriteAllBytes(next, bytes);
        OwnerOnly.Restrict(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, file, overwrite: true);
    }

    /// <summary>A copy that fails keeps nobody from starting Chrome.</summary>
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome's cookie store was ruined: {File} was put back from its copy")]
    private static partial void LogRestored(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome's cookies could not be copied: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
