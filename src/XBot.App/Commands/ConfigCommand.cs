using System.CommandLine;
using System.Text.Json.Serialization;
using XBot.App.CommandLine;
using XBot.App.Configuration;

namespace XBot.App.Commands;

/// <summary><c>xbot config</c>: every setting, its value in force and where that came from.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("config", "Show every setting, its value and where it came from") { JsonOption.Create() };
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(new CommandContext(host, arguments, cancellation))));
        return command;
    }

    private static int Run(CommandContext context)
    {
        var loaded = context.LoadSettings();
        if (context.Json)
            context.Output.Json(new ConfigReport(loaded.Values), ConfigJson.Default.ConfigReport);
        else
            context.Output.Table(["Setting", "Value", "From"], loaded.Values.Select(value => new[] { value.Name, value.Value.Length == 0 ? "-" : value.Value, value.Source }));
        return ExitCodes.Done;
    }
}

internal sealed record ConfigReport(IReadOnlyList<SettingValue> Settings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigReport))]
internal sealed partial class ConfigJson : JsonSerializerContext;
