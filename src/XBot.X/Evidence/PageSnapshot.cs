namespace XBot.X.Evidence;

/// <summary>A page as it was: either half may be missing when the page did not answer.</summary>
/// <param name="Png">The viewport.</param>
/// <param name="Html">Redacted.</param>
public sealed record PageSnapshot(byte[]? Png, string? Html);
