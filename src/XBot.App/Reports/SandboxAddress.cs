namespace XBot.App.Reports;

/// <summary>What <c>xbot sandbox</c> prints.</summary>
/// <param name="Url">http://127.0.0.1:PORT, without a trailing slash: a value for X_BASE_URL.</param>
internal sealed record SandboxAddress(string Url);
