using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>
/// Whether a running Chrome is ours. Only one that is on our profile and exactly as we would start it is adopted; another one on our
/// profile is ended; whatever else holds our port is refused, and never touched.
/// </summary>
internal static class AdoptionPolicy
{
    /// <summary>Switches that we never give, or only sometimes: one that we did not ask for makes another browser of it.</summary>
    private static readonly string[] Telling = [ChromeArguments.Headless, ChromeArguments.HostRules, ChromeArguments.AllowOrigins];

    public static AdoptionDecision Decide(ChromeSighting seen, ExpectedChrome expected)
    {
        if (seen.Port is { } holder)
        {
            if (holder.Process is not { } process)
                return new AdoptionDecision.Refuse($"port {expected.Port} is held by a process of another user: end it, or choose another port");
            if (!IsOnProfile(process, expected))
                return new AdoptionDecision.Refuse($"port {expected.Port} is held by {process.Name} (pid {process.Pid}), which is not our Chrome: end it, or choose another port");
            return Difference(process, expected, seen.Record) is { } difference
                ? new AdoptionDecision.End(process, difference)
                : new AdoptionDecision.Adopt(process);
        }

        if (seen.OnProfile is { } silent && IsOnProfile(silent, expected))
            return new AdoptionDecision.End(silent, Difference(silent, expected, seen.Record) ?? "its port is silent");
        if (seen.ForeignLock is { } name)
            return new AdoptionDecision.Refuse($"the profile {expected.UserDataDir} is locked by a Chrome on another machine ({name}): end it there, or remove the file SingletonLock when it no longer runs");
        return new AdoptionDecision.Start();
    }

    /// <summary>A browser (not one of its children) of our user with our profile.</summary>
    public static bool IsOnProfile(ProcessFacts process, ExpectedChrome expected) =>
        process.UserId == expected.UserId &&
        process.Arguments.Contains(ChromeArguments.UserDataDir + expected.UserDataDir) &&
        !process.Arguments.Any(argument => argument.StartsWith("--type=", StringComparison.Ordinal));

    /// <summary>How a Chrome on our profile differs from the one that we would start; null when it does not.</summary>
    private static string? Difference(ProcessFacts process, ExpectedChrome expected, ChromeRecord? record)
    {
        if (!IsOurBinary(process, expected, record))
            return $"it runs {process.Binary ?? "a hidden program"} instead of {expected.Executable}";
        if (expected.Switches.FirstOrDefault(wanted => !process.Arguments.Contains(wanted)) is { } missing)
            return $"it runs without {missing}";
        var unasked = process.Arguments.FirstOrDefault(argument =>
            !expected.Switches.Contains(argument) && Telling.Any(telling => argument.StartsWith(telling, StringComparison.Ordinal)));
        return unasked is null ? null : $"it runs with {unasked}";
    }

    /// <summary>The program itself, or what the script that we started became: our notes name it, and are good for that one process only.</summary>
    private static bool IsOurBinary(ProcessFacts process, ExpectedChrome expected, ChromeRecord? record) =>
        process.Binary == expected.Executable ||
        (record is not null && record.Pid == process.Pid && record.StartMark == process.StartMark && record.Executable == expected.Executable);
}
