namespace XBot.Chrome;

/// <param name="Url">Where it ended.</param>
/// <param name="Status">HTTP status of the document; null when none arrived.</param>
/// <param name="Error">net::ERR_… or <c>timeout</c>; null when the document loaded.</param>
public sealed record NavigationResult(string Url, int? Status, string? Error);
