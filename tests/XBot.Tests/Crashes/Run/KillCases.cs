using XBot.CrashHost.Killing;

namespace XBot.Tests.Crashes.Run;

/// <summary>The kills of one seed, without end: every point in turn, in the seed's order, and each fourth one at a random moment.</summary>
internal sealed class KillCases
{
    // From the daemon's start over its first reply to the second one's end, and some idling.
    private const int LastMomentMs = 4_000;

    private readonly int _seed;
    private readonly KillPoint[] _points;

    public KillCases(int seed)
    {
        _seed = seed;
        _points = [.. KillPoints.All];
        new Random(seed).Shuffle(_points);
    }

    public CrashCase this[int index]
    {
        get
        {
            var chance = new Random(unchecked((_seed * 1_000_003) + index));
            var withChrome = chance.Next(3) == 0;
            var postgres = chance.Next(6) == 0;
            if (index % 4 == 3)
                return new CrashCase(index) { Moment = TimeSpan.FromMilliseconds(chance.Next(LastMomentMs)), WithChrome = withChrome, Postgres = postgres };
            var point = _points[(index - (index / 4)) % _points.Length];
            return new CrashCase(index)
            {
                Point = point,
                Before = point.After,
                Occurrence = point.Part == KillPart.Recovering ? 1 : chance.Next(1, 3),
                WithChrome = withChrome,
                Postgres = postgres && !point.SqliteOnly,
            };
        }
    }
}
