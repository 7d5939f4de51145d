using System.Globalization;

namespace XBot.Sandbox.Text;

/// <summary>X's ids carry their time: milliseconds since X's own epoch above 22 bits of sequence. The sandbox knows nothing of Core, so it says this itself.</summary>
internal static class Snowflakes
{
    private const long Epoch = 1288834974657;

    public static string At(DateTimeOffset time, int sequence) =>
        (((time.ToUnixTimeMilliseconds() - Epoch) << 22) | (uint)sequence).ToString(CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeOf(string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long.Parse(id, CultureInfo.InvariantCulture) >> 22) + Epoch);
}
