namespace XBot.Tests.House;

/// <summary>There is one gate in front of the click, and no second way to it.</summary>
public sealed class OneWayToTheClickTests
{
    private static readonly string[] Shipped = ["XBot.Core.dll", "XBot.Chrome.dll", "XBot.X.dll", "XBot.Sql.dll", "XBot.Sandbox.dll", "XBot.Writing.dll", "xbot.dll"];

    /// <summary>Member, and the only classes that may call it.</summary>
    public static TheoryData<string, string[]> Ways => new()
    {
        // The key is made by the gate, asked for by the sender, used up by the hands.
        { "ClickPermit..ctor", ["PostingGate"] },
        { "PostingGate.PermitAsync", ["SendStep"] },
        { "IReplyComposer.SubmitAsync", ["SendStep"] },
        { "ClickPermit.TryUse", ["ReplyComposer"] },
        { "ReplyClick..ctor", ["ReplyComposer"] },
        { "ReplyScripts.get_Submit", ["ReplyClick"] },
        // Everything that presses the mouse, by name: reading on, opening and emptying the box, closing dialogs, the click itself.
        { "ChromePage.ClickAsync", ["Leftovers", "ReplyBox", "ReplyClick", "Traveller"] },
        // CdpJson is the generated serializer.
        { "DispatchMouse..ctor", ["CdpJson", "ChromePage", "DispatchMouse"] },
        // The durable intent is committed by the sender alone.
        { "ReplyLife.CommitClick", ["SendStep"] },
        // A freeze is ended by a person (xbot resume --posting); one that says it waits for our replies to be read, by their reading.
        { "PostingFreeze.LiftAsync", ["LocalOperations", "StoreGap"] },
        { "ReplyTransition..ctor", ["ReplyLife", "ReplyTransition"] },
    };

    [Theory, MemberData(nameof(Ways))]
    public void Nobody_else_calls(string member, string[] allowed)
    {
        var callers = Shipped.SelectMany(assembly => CallGraph.Of(Path.Combine(AppContext.BaseDirectory, assembly))).CallersOf(member).ToList();
        Assert.NotEmpty(callers);
        Assert.Empty(callers.Except(allowed));
    }

    [Fact]
    public void The_guard_sees_a_second_way()
    {
        // The tests press the button without a gate: the same look at their assembly finds that.
        var calls = CallGraph.Of(typeof(OneWayToTheClickTests).Assembly.Location);
        Assert.NotEmpty(calls.CallersOf("ReplyComposer.SubmitAsync"));
    }
}
