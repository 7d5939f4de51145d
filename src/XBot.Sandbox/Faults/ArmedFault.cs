namespace XBot.Sandbox.Faults;

/// <summary>A fault waiting to strike <paramref name="Times"/> more times.</summary>
internal sealed record ArmedFault(string Name, int Times, int DelayMs);
