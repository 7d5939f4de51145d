namespace XBot.App.Doctor;

/// <summary><c>xbot doctor --json</c>: part of the outside contract.</summary>
internal sealed record DoctorReport(IReadOnlyList<CheckEntry> Checks)
{
    /// <summary>Nothing failed; warnings do not count.</summary>
    public bool IsHealthy() => Checks.All(check => check.Status != CheckEntry.Failed);
}

/// <param name="Status">pass, warn or fail.</param>
/// <param name="Fix">What to do; null with pass.</param>
internal sealed record CheckEntry(string Name, string Status, string Detail, string? Fix)
{
    public const string Failed = "fail";

    public static CheckEntry Of(string name, Finding finding) => new(
        name,
        finding.Grade switch { Grade.Pass => "pass", Grade.Warn => "warn", _ => Failed },
        finding.Detail.ReplaceLineEndings(" "),
        finding.Fix);
}
