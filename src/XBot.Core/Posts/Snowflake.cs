using System.Globalization;

namespace XBot.Core.Posts;

/// <summary>X's ids: the upper bits are milliseconds since X's own epoch (4 November 2010).</summary>
public static class Snowflake
{
    private const long EpochMilliseconds = 1288834974657;
    private const int SequenceBits = 22;

    /// <summary>The time inside <paramref name="id"/>; null when it is no positive 63-bit number.</summary>
    public static DateTimeOffset? TimeOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? DateTimeOffset.FromUnixTimeMilliseconds((value >> SequenceBits) + EpochMilliseconds)
            : null;

    /// <summary>The id with sequence number <paramref name="sequence"/> (0 to 4,194,303) at <paramref name="time"/>.</summary>
    public static string IdAt(DateTimeOffset time, int sequence) =>
        (((time.ToUnixTimeMilliseconds() - EpochMilliseconds) << SequenceBits) | (uint)sequence).ToString(CultureInfo.InvariantCulture);
}
