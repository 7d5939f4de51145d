using System.Reflection;
using XBot.Core.Events;
using XBot.Testing;

namespace XBot.Tests.App.Commands;

public sealed class EventsDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md"));

    private static readonly string[] Names =
        [.. typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!)];

    public static TheoryData<string> Types => [.. Names];

    [Theory, MemberData(nameof(Types))]
    public void Every_type_of_event_has_its_row(string type) => Assert.Contains($"\n| `{type}` |", Document, StringComparison.Ordinal);

    [Fact]
    public void No_row_is_left_of_a_type_that_is_gone() =>
        Assert.Equal(
            Names.Order(),
            Document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Where(name => name.All(c => c is '_' || char.IsAsciiLetterUpper(c))).Order());
}
