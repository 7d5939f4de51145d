using System.Globalization;

namespace XBot.Chrome.Keeping;

/// <summary>How worn our page and our Chrome are.</summary>
/// <param name="PageAge">Since we attached to the page.</param>
/// <param name="PageBytes">Of its scripts: heap and array buffers.</param>
/// <param name="ChromeAge">Since the process began.</param>
/// <param name="ChromeBytes">Resident memory of all of its processes, what they share counted in each.</param>
/// <param name="BinaryIsNewer">The program on disk was replaced since.</param>
internal sealed record ChromeWear(TimeSpan PageAge, long PageBytes, TimeSpan ChromeAge, long ChromeBytes, bool BinaryIsNewer);

/// <summary>Decides what is worn out.</summary>
internal static class RecyclePolicy
{
    /// <summary>A fresh page of a site that is as large by nature must not be thrown away again at once.</summary>
    private const double LeastOfLife = 1.0 / 24;

    public static Recycling? Decide(ChromeWear wear, RecycleLimits limits) =>
        // Its age is the one number here that a clock can make wrong: no page of ours has to be young as well.
        wear.ChromeAge > limits.ChromeAge && HasLived(wear.PageAge, limits.PageAge) ? Chrome($"it ran for {Hours(wear.ChromeAge)}") :
        wear.BinaryIsNewer && HasLived(wear.ChromeAge, limits.PageAge) ? Chrome("a newer Chrome was installed") :
        wear.ChromeBytes > limits.ChromeBytes && HasLived(wear.ChromeAge, limits.PageAge) ? Chrome($"its processes hold {Megabytes(wear.ChromeBytes)}") :
        wear.PageAge > limits.PageAge ? Page($"it was open for {Hours(wear.PageAge)}") :
        wear.PageBytes > limits.PageBytes && HasLived(wear.PageAge, limits.PageAge) ? Page($"its scripts hold {Megabytes(wear.PageBytes)}") :
        null;

    private static bool HasLived(TimeSpan age, TimeSpan life) => age >= life * LeastOfLife;

    private static Recycling Page(string because) => new(Recycled.Page, because);

    private static Recycling Chrome(string because) => new(Recycled.Chrome, because);

    private static string Hours(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.##} h");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576} MB");
}
