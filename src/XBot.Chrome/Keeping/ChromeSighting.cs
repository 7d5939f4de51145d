using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>What was seen of our port and our profile before anything is done.</summary>
/// <param name="Port">Who holds our port; null when it is free.</param>
/// <param name="OnProfile">A Chrome that runs on our profile, found by our notes or by its lock; null when none is.</param>
/// <param name="ForeignLock">The lock of a Chrome on another machine, as <c>hostname-pid</c>; null without one.</param>
/// <param name="Record">Our notes; null without any.</param>
internal sealed record ChromeSighting(PortHolder? Port, ProcessFacts? OnProfile, string? ForeignLock, ChromeRecord? Record);

/// <summary>What our Chrome must look like.</summary>
/// <param name="Switches">All that we would start it with.</param>
internal sealed record ExpectedChrome(string Executable, string UserDataDir, int Port, uint UserId, IReadOnlyList<string> Switches);
