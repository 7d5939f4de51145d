using System.Globalization;
using XBot.Core.Replies;

namespace XBot.App.Demo;

/// <summary>What the demo shows at its end.</summary>
internal static class DemoSummary
{
    /// <param name="differences">Empty when ledger, events and queue agree.</param>
    /// <param name="profile">Where everything stays, or null when it is gone.</param>
    /// <param name="store">The store's own words about itself.</param>
    public static IEnumerable<string> Lines(DemoSnapshot seen, IReadOnlyList<string> differences, DemoProfile profile, string store, string origin)
    {
        yield return $"{Count(seen.Confirmed.Count, "reply", "replies")} confirmed in {seen.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s";
        yield return Row("ledger", $"{Count(seen.Ledger.Count, "post", "posts")} accepted by the sandbox");
        yield return Row("events", $"{seen.Successes.Count()} POST_SUCCESS");
        yield return Row("queue", string.Join(", ", seen.Queue.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.Name()} {pair.Value}")));
        yield return Row("heartbeats", string.Join(", ", seen.Heartbeats.Select(beat => $"{beat.Status} {beat.Count}")));
        yield return Row("agreement", differences.Count == 0 ? "ledger, events and queue name the same posts" : "NO, see below");
        if (profile.Kept)
        {
            yield return Row("profile", profile.Path);
            yield return Row("store", store);
            foreach (var command in (string[])["status", "events", "queue list --all"])
                yield return Row(command == "status" ? "look at it" : "", $"X_BASE_URL={origin} RUNNER_PROFILE_DIR={Quoted(profile.Path)} ./xbot {command}");
        }
        else
        {
            yield return Row("profile", "removed; 'xbot demo --keep' leaves it for a look");
        }
    }

    private static string Row(string name, string value) => $"  {name,-11} {value}";

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-".Contains(c, StringComparison.Ordinal)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
