using System.Security.Cryptography;

namespace XBot.Core.Replies;

/// <summary>Makes leases that say whose they are: <c>RUNNER_ID/random</c>.</summary>
public sealed class LeaseMaker(string runnerId, TimeSpan lasts, TimeProvider time)
{
    /// <summary>Longer than the longest way from claim to answer; a successor waits for it.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(3);

    // Fencing wants tokens that nobody repeats, which no seeded chance gives.
    public Lease Next() => new($"{runnerId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}", time.GetUtcNow() + lasts);
}
