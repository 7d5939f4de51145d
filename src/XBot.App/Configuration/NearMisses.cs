namespace XBot.App.Configuration;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearMisses
{
    /// <summary>The closest of <paramref name="names"/> within two edits (case ignored), or null. The name itself is no near miss.</summary>
    public static string? Find(string given, IEnumerable<string> names)
    {
        string? best = null;
        var bestDistance = given.Length < 4 ? 2 : 3;
        foreach (var name in names)
        {
            if (name == given)
                return null;
            var distance = Distance(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
