using XBot.Core.Stores;
using XBot.Testing.Stores;
using Xunit.Sdk;

namespace XBot.Tests.Sql;

/// <summary>The contract's own proof: each deliberately wrong store fails the case that stands for its rule.</summary>
public sealed class WrongStoreTests
{
    [Fact]
    public Task Erasing_the_last_success_is_caught() => Fails(
        inner => new WrongStore(inner) { Heartbeats = new OverwritesHeartbeats(inner.Heartbeats) },
        contract => contract.A_failure_never_erases_the_last_success_nor_a_success_the_last_failure());

    [Fact]
    public Task Claiming_without_taking_is_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new LookThenTake(inner.Replies) },
        contract => contract.Many_claimers_never_get_the_same_reply());

    [Fact]
    public Task Claiming_what_has_expired_is_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new ClaimsStale(inner.Replies) },
        contract => contract.A_claim_takes_the_best_approved_reply_of_the_account_that_is_still_fresh());

    [Fact]
    public Task Moving_what_others_hold_is_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new IgnoresLeases(inner.Replies) },
        contract => contract.A_held_reply_moves_only_by_its_token_until_the_lease_has_passed());

    [Fact]
    public Task Events_without_their_move_are_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new EventsApart(inner.Replies, inner.Events) },
        contract => contract.A_reply_moves_only_from_the_state_it_is_in());

    [Fact]
    public Task Not_counting_a_doubt_is_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new CountsOnlyProof(inner.Replies) },
        contract => contract.What_is_out_may_be_out_or_is_on_its_way_counts_and_nothing_else());

    [Fact]
    public Task A_second_reply_to_a_target_is_caught() => Fails(
        inner => new WrongStore(inner) { Replies = new ForgetsTargets(inner.Replies) },
        contract => contract.One_account_replies_to_a_target_once_whatever_became_of_it());

    [Fact]
    public Task Changing_the_origin_is_caught() => Fails(
        inner => new WrongStore(inner) { RebindsOrigin = true },
        contract => contract.The_store_is_bound_to_the_first_origin_for_ever());

    [Fact]
    public Task The_right_store_passes_in_the_same_setting() => Run(inner => new WrongStore(inner), contract => contract.Many_claimers_never_get_the_same_reply());

    private static async Task Fails(Func<MemoryRunnerStore, WrongStore> wrong, Func<StoreContract, Task> rule) =>
        await Assert.ThrowsAnyAsync<XunitException>(() => Run(wrong, rule));

    private static async Task Run(Func<MemoryRunnerStore, WrongStore> wrong, Func<StoreContract, Task> rule)
    {
        await using var contract = new OverStore(wrong(new MemoryRunnerStore()));
        await contract.InitializeAsync();
        await rule(contract);
    }

#pragma warning disable xUnit1000 // Not public: the runner must not find it, the cases above call it.
    private sealed class OverStore(IRunnerStore store) : StoreContract
#pragma warning restore xUnit1000
    {
        protected override Task<IRunnerStore> CreateAsync() => Task.FromResult(store);

        protected override Task<IRunnerStore> OpenAgainAsync() => Task.FromResult(store);
    }
}
