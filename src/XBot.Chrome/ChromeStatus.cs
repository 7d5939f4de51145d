namespace XBot.Chrome;

/// <param name="State">running, stopped, foreign (something else holds the port) or unresponsive.</param>
/// <param name="Profile">The folder of Chrome's own data.</param>
/// <param name="Pages">How many tabs are open; null when that could not be asked.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record ChromeStatus(ChromeState State, int? Pid, int Port, string? Version, string Profile, DateTimeOffset? StartedAt, int? Pages, string Detail);

public enum ChromeState { Stopped, Running, Foreign, Unresponsive }
