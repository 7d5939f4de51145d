using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using XBot.Chrome.Cdp;
using XBot.Testing;

namespace XBot.Tests.Chrome;

/// <summary>Holds what we say and read against the protocol that the installed Chrome publishes.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public async Task The_browser_knows_every_command_and_event_in_our_shape()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var protocol = JsonDocument.Parse(await http.GetByteArrayAsync(
            new Uri($"http://127.0.0.1:{chrome.Options.Port}/json/protocol"), TestContext.Current.CancellationToken));
        var commands = Entries(protocol, "commands");
        var events = Entries(protocol, "events");

        var ours = typeof(CdpCommand<>).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, BaseType: { IsGenericType: true } parent } && parent.GetGenericTypeDefinition() == typeof(CdpCommand<>))
            .ToArray();
        Assert.True(ours.Length > 15);
        foreach (var type in ours)
        {
            var method = MethodOf(type);
            Assert.True(commands.TryGetValue(method, out var command), $"no command {method}");
            var said = Names(type);
            var known = Members(command, "parameters");
            Assert.True(said.All(known.ContainsKey), $"{method} knows only {string.Join(", ", known.Keys)}");
            Assert.True(known.Where(member => member.Value).All(member => said.Contains(member.Key)), $"{method} needs {string.Join(", ", known.Where(member => member.Value).Select(member => member.Key))}");
            Assert.True(Names(type.BaseType!.GenericTypeArguments[0]).All(Members(command, "returns").ContainsKey), $"{method} answers otherwise");
        }

        foreach (var (name, shape) in CdpEvents.Shapes)
        {
            Assert.True(events.TryGetValue(name, out var happened), $"no event {name}");
            Assert.True(Names(shape).All(Members(happened, "parameters").ContainsKey), $"{name} has only {string.Join(", ", Members(happened, "parameters").Keys)}");
        }
    }

    private static string MethodOf(Type command)
    {
        var constructor = command.GetConstructors()[0];
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)]);
        return (string)command.GetProperty("Method")!.GetValue(made)!;
    }

    private static string[] Names(Type type)
    {
        var info = CdpJson.Default.GetTypeInfo(type);
        Assert.True(info is { Kind: JsonTypeInfoKind.Object }, $"{type.Name} is missing in CdpJson");
        return [.. info!.Properties.Where(property => property.Get is not null).Select(property => property.Name)];
    }

    private static Dictionary<string, bool> Members(JsonElement entry, string list) => entry.TryGetProperty(list, out var members)
        ? members.EnumerateArray().ToDictionary(member => member.GetProperty("name").GetString()!, member => !member.TryGetProperty("optional", out var optional) || !optional.GetBoolean())
        : [];

    private static Dictionary<string, JsonElement> Entries(JsonDocument protocol, string list) => protocol.RootElement.GetProperty("domains").EnumerateArray()
        .Where(domain => domain.TryGetProperty(list, out _))
        .SelectMany(domain => domain.GetProperty(list).EnumerateArray().Select(entry => (Name: $"{domain.GetProperty("domain").GetString()}.{entry.GetProperty("name").GetString()}", entry)))
        .ToDictionary(pair => pair.Name, pair => pair.entry);
}
