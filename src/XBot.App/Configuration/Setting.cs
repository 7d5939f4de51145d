using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>One variable: everything that the loader, <c>xbot config</c> and the README know of it.</summary>
/// <param name="Default">For people.</param>
/// <param name="Allowed">Completes the sentence "allowed is …".</param>
/// <param name="Description">Half a sentence: what it is for.</param>
public sealed record Setting(string Name, string Default, string Allowed, string Description)
{
    /// <summary>The settings with this value in them, or null when it is not allowed. The site is known by then.</summary>
    public required Func<SettingText, RunnerSettings, RunnerSettings?> Parse { get; init; }

    /// <summary>The value in force as text, secrets masked; empty when there is none.</summary>
    public required Func<RunnerSettings, string> Show { get; init; }

    /// <summary>Its text never appears in an error line.</summary>
    public bool Secret { get; init; }

    /// <summary>A file or folder, relative to whatever sets it: <see cref="Show"/> gives it absolute.</summary>
    public bool IsPath { get; init; }
}
