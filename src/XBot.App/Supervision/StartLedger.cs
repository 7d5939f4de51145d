using System.Text.Json;
using XBot.App.Running;

namespace XBot.App.Supervision;

/// <summary>
/// Counts starts that came to nothing in <c>starts.json</c> in the profile: neither launchd nor our unit of systemd ever gives up, and each of their
/// starts knows nothing of the others. A start counts when it begins, until a round is good or its end is one that was asked for. Whoever begins
/// one holds the <see cref="InstanceLock"/>.
/// </summary>
/// <remarks><code>{"failed":3,"alerted":false,"lastStart":"2026-03-01T12:00:00+00:00","lastError":"the pause watch failed: …"}</code></remarks>
internal sealed class StartLedger(string profileDir, TimeProvider time)
{
    private const string FileName = "starts.json";

    private FailedStarts _before = FailedStarts.None;
    private bool _settled;

    /// <summary>What is known now; none when nothing was ever counted, or it cannot be read.</summary>
    public static FailedStarts Read(string profileDir)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(profileDir)), StartsJson.Default.FailedStarts) is { Failed: >= 0 } starts ? starts : FailedStarts.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return FailedStarts.None;
        }
    }

    /// <summary>A person takes it in hand: the next start waits for nothing.</summary>
    public static void Forget(string profileDir)
    {
        try
        {
            File.Delete(PathIn(profileDir));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it waits as long as it would have.
        }
    }

    /// <summary>Counts this start.</summary>
    /// <returns>Those before it.</returns>
    public FailedStarts Begin()
    {
        var now = time.GetUtcNow();
        _before = CrashLoopPolicy.Current(Read(profileDir), now);
        Write(_before with { Failed = _before.Failed + 1, LastStart = now });
        return _before;
    }

    /// <summary>A person was told.</summary>
    public void Alerted() => Change(starts => starts with { Alerted = true });

    /// <summary>This start ends by itself, and this is why.</summary>
    public void Failed(string line) => Change(starts => starts with { LastError = line });

    /// <summary>A round was good: the row is over.</summary>
    public void Verified() => Settle(FailedStarts.None with { LastStart = time.GetUtcNow() });

    /// <summary>The end was asked for, or is a refusal that is not tried again: this start proves nothing.</summary>
    public void TakeBack() => Settle(_before);

    private void Change(Func<FailedStarts, FailedStarts> change)
    {
        _before = change(_before);
        if (!_settled)
            Write(change(Read(profileDir)));
    }

    private void Settle(FailedStarts starts)
    {
        if (_settled)
            return;
        _settled = true;
        Write(starts);
    }

    // A full disk must not end the daemon: then nothing is counted.
    private void Write(FailedStarts starts)
    {
        try
        {
            OwnerFile.Replace(PathIn(profileDir), JsonSerializer.SerializeToUtf8Bytes(starts, StartsJson.Default.FailedStarts));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string PathIn(string profileDir) => Path.Combine(profileDir, FileName);
}
