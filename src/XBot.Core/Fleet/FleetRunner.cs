using System.Text.Json.Nodes;
using XBot.Core.Heartbeats;

namespace XBot.Core.Fleet;

/// <summary>A runner as its last heartbeat left it.</summary>
/// <param name="LastSuccess">Its last verified cycle.</param>
/// <param name="LastPost">Its last POST_SUCCESS.</param>
/// <param name="LastBeat">The data of its last RUNNER_DAEMON_HEARTBEAT; null when that was pruned.</param>
public sealed record FleetRunner(string RunnerId, RunnerStatus Status, DateTimeOffset LastHeartbeat, DateTimeOffset? LastSuccess, DateTimeOffset? LastPost, JsonObject? LastBeat);
