namespace XBot.App.Configuration;

/// <summary>A value as somebody wrote it.</summary>
/// <param name="Text">Trimmed and not empty: an empty value counts as not set.</param>
/// <param name="BaseDirectory">What relative paths start from: the file's folder, or the working directory for the environment.</param>
/// <param name="UserHome">What <c>~</c> stands for.</param>
public sealed record SettingText(string Text, SettingSource Source, string BaseDirectory, string UserHome);
