using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>The settings in force, and for people how they came about.</summary>
/// <param name="Values">Every variable of the catalogue, in its order.</param>
/// <param name="Warnings">One line each; nothing that stops a command.</param>
public sealed record LoadedSettings(RunnerSettings Settings, IReadOnlyList<SettingValue> Values, IReadOnlyList<string> Warnings);

/// <param name="Value">The value in force, secrets masked; empty when there is none.</param>
/// <param name="Source">environment, .env.local, .env or default.</param>
public sealed record SettingValue(string Name, string Value, string Source);
