namespace XBot.Tests.Crashes.Run;

/// <summary>What became of one case; a line of the results file.</summary>
/// <param name="Point">Where it was killed; <c>random</c> for a moment, empty when nothing was killed.</param>
/// <param name="Proved">The mark shows that the kill came at <paramref name="Point"/>; a moment needs no mark.</param>
/// <param name="Twice">Targets that were replied to more than once.</param>
/// <param name="Lost">Approved replies that neither are on the site nor before a person, without X having said no.</param>
/// <param name="Disagreements">Things in which ledger, events and store differ.</param>
/// <param name="HumanWithEntry">Of those before a person: the ledger has them.</param>
/// <param name="Problems">Everything that should not be, for people; empty when all is well.</param>
internal sealed record CrashResult(
    int Index, string Name, string Point, int Kills, bool Proved, int Confirmed, int NeedsHuman, int HumanWithEntry, int Failed, int Twice, int Lost, int Disagreements, double Seconds, IReadOnlyList<string> Problems);
