using System.Text.Json.Serialization;

namespace XBot.App.Service;

/// <summary><c>xbot service status --json</c>: part of the outside contract.</summary>
/// <param name="Manager">launchd or systemd.</param>
/// <param name="Installed">The definition's file is there.</param>
/// <param name="Loaded">The supervisor knows it; null: it did not say.</param>
/// <param name="Enabled">It comes back at the next login; null: the supervisor did not say.</param>
/// <param name="State">running, starting, waiting (to be started again), stopped, absent, or unknown: what cannot be read is never called stopped.</param>
/// <param name="LastExit">How the last run ended, in the supervisor's words; null: it never did, or nobody says.</param>
/// <param name="Program">What it starts; null when it is not loaded.</param>
/// <param name="Detail">For people; null when there is nothing to add.</param>
/// <param name="EndsAtLogout">It runs only while its owner is logged in (systemd without lingering); null: the supervisor did not say.</param>
internal sealed record ServiceState(
    string Manager, string Label, string File, bool Installed, bool? Loaded, bool? Enabled, string State, int? Pid, string? LastExit, string? Program, string? Detail,
    bool? EndsAtLogout = null);

/// <summary><c>xbot service print --json</c>.</summary>
internal sealed record ServicePrint(string Manager, string File, string Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(ServicePrint))]
internal sealed partial class ServiceJson : JsonSerializerContext;
