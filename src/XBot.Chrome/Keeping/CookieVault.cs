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

    /// <summary>Keeps a copy, unless it is the one kept last. One that fails keeps nobody from starting Chrome, and costs no older one.</summary>
    public void Keep()
    {
        try
        {
            if (Find() is not { } cookies || !IsWhole(cookies) || HasJournal(cookies))
                return;
            var bytes = File.ReadAllBytes(cookies);
            if (File.Exists(Copy(1)) && bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Copy(1))))
                return;
            OwnerOnly.MakeFolder(folder.CookieBackups);
            var fresh = OwnerOnly.Prepare(Copy(1), bytes);
            MakeRoom();
            File.Move(fresh, Copy(1), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(log, e.Message);
        }
    }

    /// <summary>Before a start: keeps what is there, and puts the newest copy that is whole in the place of a store that is ruined.</summary>
    /// <exception cref="ChromeUnavailableException">It is ruined and the copy cannot be written. Chrome would make an empty one of it: the session waits in the copy for room.</exception>
    public void Open()
    {
        Keep();
        try
        {
            Finish();
            // A store that is not there at all is a fresh profile, or one that a person emptied: no business of ours.
            if (Find() is not { } cookies || IsWhole(cookies) || HasJournal(cookies) || Newest() is not { } copy)
                return;
            var fresh = OwnerOnly.Prepare(cookies, File.ReadAllBytes(copy));
            File.Move(cookies, cookies + ".ruined", overwrite: true);
            File.Move(fresh, cookies);
            LogRestored(log, cookies);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChromeUnavailableException($"Chrome's cookie store is ruined, and its copy cannot be put back: {e.Message}");
        }
    }

    /// <summary>Each one a generation older, up to the first gap: what failed once must not push out one after the other.</summary>
    private void MakeRoom()
    {
        var gap = Enumerable.Range(1, Generations).FirstOrDefault(generation => !File.Exists(Copy(generation)), Generations);
        for (var generation = gap; generation > 1; generation--)
            File.Move(Copy(generation - 1), Copy(generation), overwrite: true);
    }

    /// <summary>A restore was killed between its two moves: what it had written is whole, and the place is empty.</summary>
    private void Finish()
    {
        if (Find() is null && Places.FirstOrDefault(place => File.Exists(OwnerOnly.FreshOf(place))) is { } cookies && IsWhole(OwnerOnly.FreshOf(cookies)))
            File.Move(OwnerOnly.FreshOf(cookies), cookies);
    }

    private string? Newest() => Enumerable.Range(1, Generations).Select(Copy).FirstOrDefault(copy => File.Exists(copy) && IsWhole(copy));

    private string Copy(int generation) => Path.Combine(folder.CookieBackups, $"Cookies.{generation}");

    private string[] Places => [Path.Combine(folder.UserData, "Default", "Network", "Cookies"), Path.Combine(folder.UserData, "Default", "Cookies")];

    private string? Find() => Places.FirstOrDefault(File.Exists);

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome's cookie store was ruined: {File} was put back from its copy")]
    private static partial void LogRestored(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome's cookies could not be copied: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
