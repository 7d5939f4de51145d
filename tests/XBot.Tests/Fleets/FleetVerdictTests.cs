using XBot.Sandbox;

namespace XBot.Tests.Fleets;

/// <summary>The verdict's own proof: each thing that must never happen is seen when it does.</summary>
public sealed class FleetVerdictTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LedgerEntry Out = new("900", "demo", "reply", "100", Noon.AddMinutes(2));
    private static readonly StoredReply Confirmed = new("100", "CONFIRMED", "900");
    private static readonly Owning[] Owners = [new(Noon, "runner-1"), new(Noon.AddMinutes(5), "runner-2")];

    [Fact]
    public void A_fleet_that_did_right_is_blameless()
    {
        var verdict = FleetVerdict.Of([Out], [Confirmed, new("101", "UNKNOWN", null)], Owners, [new("900", "runner-1")]);
        Assert.Equal((1, 1, 1, 1, 0, 0, 0), (verdict.Ledger, verdict.Confirmed, verdict.Doubtful, verdict.Clicks, verdict.Twice.Count, verdict.Lost.Count, verdict.Strangers.Count));
    }

    [Fact]
    public void A_second_reply_is_seen() =>
        Assert.Equal(["100 2 times"], FleetVerdict.Of([Out, Out with { Id = "901" }], [Confirmed], Owners, []).Twice);

    [Theory]
    [InlineData("APPROVED")]
    [InlineData("NOT_SENT")]
    [InlineData("FAILED")]
    public void What_is_out_and_counts_as_not_sent_is_seen(string state) =>
        Assert.Equal([$"100 is out, the store says {state}"], FleetVerdict.Of([Out], [Confirmed with { State = state }], Owners, []).Lost);

    [Fact]
    public void What_nobody_knows_of_and_what_is_proven_by_nothing_is_seen() =>
        Assert.Equal(["100 is out, the store says nothing", "102 is CONFIRMED and not out"], FleetVerdict.Of([Out], [new("102", "CONFIRMED", "902")], Owners, []).Lost);

    [Theory]
    [InlineData(2, "runner-2", "runner-1")]
    [InlineData(7, "runner-1", "runner-2")]
    [InlineData(-1, "runner-1", "nobody")]
    public void Whoever_clicks_without_owning_the_account_is_seen(int minute, string sender, string owner)
    {
        var told = Assert.Single(FleetVerdict.Of([Out with { At = Noon.AddMinutes(minute) }], [Confirmed], Owners, [new("900", sender)]).Strangers);
        Assert.StartsWith($"{sender} sent 900", told, StringComparison.Ordinal);
        Assert.EndsWith($"when {owner} owned the account", told, StringComparison.Ordinal);
    }
}
