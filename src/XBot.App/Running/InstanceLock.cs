using XBot.App.CommandLine;
using XBot.App.Configuration;

namespace XBot.App.Running;

/// <summary>
/// At most one process works on a profile. The lock is the operating system's, on <c>instance.lock</c>: it ends with its holder however that
/// dies, so it is never stale, and the file is never deleted (deleting it would let two processes lock two files of one name).
/// </summary>
public sealed class InstanceLock : IDisposable
{
    /// <summary>How long a short command of somebody else is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;
    private readonly string _description;

    private InstanceLock(FileStream file, string description, DateTimeOffset since)
    {
        _file = file;
        _description = description;
        Since = since;
    }

    public DateTimeOffset Since { get; }

    /// <summary>Takes the lock, or tells at once who holds it.</summary>
    /// <param name="profileDir">Must be there (<see cref="ProfileFolder.Prepare"/>).</param>
    /// <param name="holder">Who has it when we did not get it; null too when the holder has not said yet.</param>
    /// <returns>Null when it is held.</returns>
    /// <exception cref="ConfigurationException">The profile's disk does not let anything be locked or written.</exception>
    public static InstanceLock? TryTake(string profileDir, InstanceRole role, TimeProvider time, out InstanceHolder? holder)
    {
        var path = Path.Combine(profileDir, "instance.lock");
        var description = Path.Combine(profileDir, InstanceHolder.FileName);
        holder = null;
        FileStream? file = null;
        try
        {
            file = new FileStream(path, OwnerFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            var since = time.GetUtcNow();
            new InstanceHolder(Environment.ProcessId, role, since).Write(description);
            return new InstanceLock(file, description, since);
        }
        catch (IOException e) when (file is null && IsHeld(e))
        {
            holder = InstanceHolder.Read(description);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new ConfigurationException($"the profile {profileDir} cannot be locked: {e.Message}", e);
        }
    }

    /// <summary>Takes the lock. Somebody's short command is waited for; a daemon refuses another daemon at once.</summary>
    /// <exception cref="CommandException">Exit code 6: a daemon has the profile, or a command did not end in time.</exception>
    public static Task<InstanceLock> TakeAsync(string profileDir, InstanceRole role, TimeProvider time, CancellationToken ct) =>
        TakeAsync(profileDir, role, look: null, time, ct);

    /// <summary>
    /// Takes the lock for a daemon that a supervisor started. Only another daemon is refused: a supervisor takes a refusal for the last word, and a command,
    /// even a login that takes an hour, ends some day.
    /// </summary>
    /// <param name="look">Called at each look that found it held, with the holder as far as it is known.</param>
    /// <exception cref="CommandException">Exit code 6: another daemon has the profile.</exception>
    public static Task<InstanceLock> TakeAsServiceAsync(string profileDir, Action<InstanceHolder?> look, TimeProvider time, CancellationToken ct) =>
        TakeAsync(profileDir, InstanceRole.Daemon, look, time, ct);

    private static async Task<InstanceLock> TakeAsync(string profileDir, InstanceRole role, Action<InstanceHolder?>? look, TimeProvider time, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        InstanceHolder? before = null;
        while (true)
        {
            if (TryTake(profileDir, role, time, out var holder) is { } taken)
                return taken;
            // Twice the same: a name seen once may be a dead holder's, before the new one wrote its own.
            var daemons = role == InstanceRole.Daemon && holder is { Role: InstanceRole.Daemon } && holder == before;
            if (daemons || (look is null && time.GetElapsedTime(began) >= Patience))
                throw Refuse(profileDir, holder);
            look?.Invoke(holder);
            before = holder;
            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>The one line for somebody who does not get the profile.</summary>
    public static CommandException Refuse(string profileDir, InstanceHolder? holder) => new(ExitCodes.AlreadyHeld, holder switch
    {
        { Role: InstanceRole.Daemon } => $"a daemon (pid {holder.Pid}) already works on the profile {profileDir}: stop it first, or set RUNNER_PROFILE_DIR to another folder",
        { } => $"another xbot command (pid {holder.Pid}) still works on the profile {profileDir}: try again when it is done",
        null => $"another xbot process still works on the profile {profileDir}: try again when it is done",
    });

    /// <summary>Lets go. The description goes first: it is true only while the lock is held.</summary>
    public void Dispose()
    {
        File.Delete(_description);
        _file.Dispose();
    }

    // .NET keeps the errno of flock here: EWOULDBLOCK of Linux, of macOS; and Windows' sharing violation.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
