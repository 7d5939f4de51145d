namespace XBot.App.Doctor;

internal enum Grade { Pass, Warn, Fail }

/// <summary>The answer to one question.</summary>
/// <param name="Detail">What was found, in one line.</param>
/// <param name="Fix">What to do; null when there is nothing to do.</param>
internal sealed record Finding(Grade Grade, string Detail, string? Fix)
{
    public static Finding Pass(string detail) => new(Grade.Pass, detail, null);

    /// <summary>Works, or will, but a person should know.</summary>
    public static Finding Warn(string detail, string fix) => new(Grade.Warn, detail, fix);

    /// <summary>Does not work until a person acts.</summary>
    public static Finding Fail(string detail, string fix) => new(Grade.Fail, detail, fix);
}
