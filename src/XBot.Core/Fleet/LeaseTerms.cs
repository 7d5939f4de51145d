namespace XBot.Core.Fleet;

/// <summary>How long an account is owned without a word from its owner, and what a successor waits beyond that.</summary>
/// <param name="Lasts">From one renewal to the end of the lease; ACCOUNT_LEASE_SECONDS.</param>
public sealed record LeaseTerms(TimeSpan Lasts)
{
    public static readonly LeaseTerms Default = new(TimeSpan.FromSeconds(60));

    /// <summary>What a click at the last moment may still need to reach the site: the successor waits for it after the lease.</summary>
    public TimeSpan ClickBudget { get; init; } = Lasts / 2;

    /// <summary>The owner's own deadline lies that much earlier: two machines' clocks may run that far apart within one lease (a tenth).</summary>
    public TimeSpan Margin => Lasts / 10;

    public TimeSpan RenewEvery => Lasts / 4;
}
