using XBot.Core.Stores;

namespace XBot.App.Doctor;

/// <summary>Asks every question. One that breaks down is a failed one, never the end of the examination.</summary>
internal static class Examination
{
    /// <summary>In the order a person would mend things.</summary>
    private static readonly IHealthCheck[] Checks =
    [
        new ConfigurationCheck(),
        new ClockCheck(),
        new ProfileCheck(),
        new UsersCheck(),
        new DiskCheck(),
        new ChromeCheck(),
        new ChromePortCheck(),
        new StoreCheck(),
        new ServiceCheck(),
        new DaemonCheck(),
        new StartsCheck(),
        new CycleCheck(),
        new AwakeCheck(),
        new SessionCheck(),
        new ReadingCheck(),
        new PostingCheck(),
        new ActivityCheck(),
        new RulesCheck(),
        new DoubtCheck(),
        .. OperatingSystem.IsMacOS() ? [new MacCheck()] : Array.Empty<IHealthCheck>(),
    ];

    public static async Task<DoctorReport> RunAsync(Patient patient, CancellationToken ct)
    {
        var entries = new List<CheckEntry>();
        foreach (var check in Checks)
            entries.Add(CheckEntry.Of(check.Name, await AskAsync(check, patient, ct)));
        return new DoctorReport(entries);
    }

    private static async Task<Finding> AskAsync(IHealthCheck check, Patient patient, CancellationToken ct)
    {
        try
        {
            return await check.AskAsync(patient, ct);
        }
        catch (Exception trouble) when (trouble is StoreUnavailableException or StoreRefusedException)
        {
            return Finding.Fail(trouble.Message, "mend the store first");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(trouble.Message, "give this user the right to read it");
        }
#pragma warning disable CA1031 // The other questions are still worth asking.
        catch (Exception trouble) when (trouble is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Finding.Fail($"this question broke down ({trouble.GetType().Name}: {trouble.Message.ReplaceLineEndings(" ")})", "this is a fault of xbot: report it with this line");
        }
    }
}
