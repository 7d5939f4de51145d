using System.Reflection;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

/// <summary>For each rule of the contract a store that breaks it, and only it.</summary>
internal static class WrongStoreTable
{
    /// <summary>The names of the rules: the contract's facts.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. typeof(StoreContract).GetMethods(BindingFlags.Instance | BindingFlags.Public)
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name)];

    public static IReadOnlyDictionary<string, Func<MemoryRunnerStore, WrongStore>> All { get; } = new Dictionary<string, Func<MemoryRunnerStore, WrongStore>>(StringComparer.Ordinal)
    {
        // Records
        [nameof(StoreContract.Events_come_back_newest_first_with_everything_in_them)] = Events(inner => new(inner) { List = async (query, ct) => [.. (await inner.ListAsync(query, ct)).Reverse()] }),
        [nameof(StoreContract.Events_are_filtered_by_type_severity_id_time_and_limit)] = Events(inner => new(inner) { List = (query, ct) => inner.ListAsync(query with { AtLeast = null }, ct) }),
        [nameof(StoreContract.The_latest_event_is_the_last_one_written_whatever_the_clock_said)] = Events(inner => new(inner)
        {
            Latest = async (type, ct) => (await inner.ListAsync(new EventQuery([type], Limit: 1000), ct)).MaxBy(entry => entry.At),
        }),
        [nameof(StoreContract.Times_are_kept_in_UTC_to_the_millisecond)] = Events(inner => new(inner)
        {
            Latest = async (type, ct) => await inner.LatestAsync(type, ct) is { } entry ? entry with { At = entry.At.ToOffset(TimeSpan.FromHours(1)) } : null,
        }),
        [nameof(StoreContract.There_is_no_heartbeat_before_the_first)] = Heartbeats(inner => new(inner)
        {
            Read = _ => Task.FromResult<JobHeartbeat?>(new JobHeartbeat(JobHeartbeat.Daemon, RunnerStatus.Ok, null, null, null, 0, Noon)),
        }),
        [nameof(StoreContract.A_failure_never_erases_the_last_success_nor_a_success_the_last_failure)] = inner => new WrongStore(inner) { Heartbeats = new OverwritesHeartbeats(inner.Heartbeats) },
        [nameof(StoreContract.Each_heartbeat_is_an_event_too)] = Heartbeats(inner => new(inner) { Record = (_, _) => Task.CompletedTask }),
        [nameof(StoreContract.Facts_are_set_replaced_and_removed_with_their_events)] = inner => new WrongStore(inner)
        {
            Facts = new TwistedFacts(inner.Facts) { Set = (key, json, _) => inner.Facts.SetAsync(key, json, Noon, CancellationToken.None) },
        },
        [nameof(StoreContract.Facts_of_an_account_stand_apart_from_the_runners_own_and_from_other_accounts)] = inner => new WrongStore(inner) { AccountFacts = _ => inner.Facts },
        [nameof(StoreContract.The_store_is_bound_to_the_first_origin_for_ever)] = inner => new WrongStore(inner) { RebindsOrigin = true },
        [nameof(StoreContract.A_second_opening_sees_the_same_store)] = inner => new WrongStore(inner) { IsAnotherEachTime = true },
        [nameof(StoreContract.A_cancelled_call_does_nothing_and_the_next_one_works)] = Events(inner => new(inner) { Append = (entry, _) => inner.AppendAsync(entry, CancellationToken.None) }),

        [nameof(StoreContract.A_text_with_a_NUL_in_it_is_no_reason_to_lose_a_row)] = Events(inner => new(inner)
        {
            Append = (entry, ct) => ((string?)entry.Data["said"])?.Contains('\0', StringComparison.Ordinal) == true ? Task.CompletedTask : inner.AppendAsync(entry, ct),
        }),

        // Forgetting
        [nameof(StoreContract.Old_events_of_a_type_go_oldest_first_and_no_others)] = Events(inner => new(inner) { Prune = (type, before, _, ct) => inner.PruneAsync(type, before, int.MaxValue, ct) }),
        [nameof(StoreContract.Candidates_that_were_not_seen_for_long_go_whatever_their_verdict)] = Candidates(inner => new(inner) { Prune = (_, limit, ct) => inner.PruneAsync(DateTimeOffset.MaxValue, limit, ct) }),
        [nameof(StoreContract.Kept_heartbeats_are_written_once_however_often_they_are_handed_over)] = Heartbeats(inner => new(inner) { Kept = (beats, ct) => EachAsync(inner, beats, ct) }),
        [nameof(StoreContract.Kept_heartbeats_never_take_the_job_back_in_time)] = Heartbeats(inner => new(inner) { Kept = (beats, ct) => EachAsync(inner, beats, ct) }),

        // Replies
        [nameof(StoreContract.A_draft_comes_back_whole)] = Replies(inner => new(inner) { Add = (draft, ct) => inner.AddAsync(draft with { Reason = "" }, ct) }),
        [nameof(StoreContract.One_account_replies_to_a_target_once_whatever_became_of_it)] = inner => new WrongStore(inner) { Replies = new ForgetsTargets(inner.Replies) },
        [nameof(StoreContract.Replies_are_listed_best_first_then_oldest_by_state_and_account)] = Replies(inner => new(inner) { List = async (query, ct) => [.. (await inner.ListAsync(query, ct)).Reverse()] }),
        [nameof(StoreContract.Replies_are_counted_by_state_for_all_or_for_one_account)] = Replies(inner => new(inner) { Count = (_, ct) => inner.CountAsync(null, ct) }),
        [nameof(StoreContract.A_claim_takes_the_best_approved_reply_of_the_account_that_is_still_fresh)] = inner => new WrongStore(inner) { Replies = new ClaimsStale(inner.Replies) },
        [nameof(StoreContract.A_claim_passes_over_those_it_is_told_to)] = Replies(inner => new(inner) { Claim = (account, lease, now, _, ct) => inner.ClaimAsync(account, lease, now, [], ct) }),
        [nameof(StoreContract.A_reply_moves_only_from_the_state_it_is_in)] = inner => new WrongStore(inner) { Replies = new EventsApart(inner.Replies, inner.Events) },
        [nameof(StoreContract.A_held_reply_moves_only_by_its_token_until_the_lease_has_passed)] = inner => new WrongStore(inner) { Replies = new IgnoresLeases(inner.Replies) },
        [nameof(StoreContract.A_reply_that_nobody_holds_does_not_move_by_a_token)] = inner => new WrongStore(inner) { Replies = new IgnoresLeases(inner.Replies) },
        [nameof(StoreContract.Nobody_begins_to_click_past_the_lease_but_the_outcome_is_still_recorded)] = Replies(inner => new(inner)
        {
            Apply = (move, ct) => inner.TryApplyAsync(move.To == ReplyState.Clicking ? move with { At = move.At.AddMinutes(-1) } : move, ct),
        }),
        [nameof(StoreContract.A_transition_writes_what_it_names_and_leaves_the_rest)] = Replies(inner => new(inner) { Apply = (move, ct) => inner.TryApplyAsync(move with { Note = null }, ct) }),
        [nameof(StoreContract.Events_of_a_transition_are_written_with_it)] = Replies(inner => new(inner) { Apply = (move, ct) => inner.TryApplyAsync(move with { Events = [] }, ct) }),
        [nameof(StoreContract.What_is_out_may_be_out_or_is_on_its_way_counts_and_nothing_else)] = inner => new WrongStore(inner) { Replies = new CountsOnlyProof(inner.Replies) },
        [nameof(StoreContract.When_X_took_a_reply_is_read_from_its_own_id_where_that_is_one)] = inner => new WrongStore(inner) { Replies = new TakesNoWordOfX(inner.Replies) },
        [nameof(StoreContract.The_plan_moves_when_a_reply_is_confirmed_and_only_then)] = inner => new WrongStore(inner) { Plans = new TwistedPlans(inner.Plans) { Last = last => last ?? Noon } },
        [nameof(StoreContract.A_confirmation_without_a_plan_makes_one)] = inner => new WrongStore(inner) { Plans = new TwistedPlans(inner.Plans) { Last = _ => null } },

        // Editing
        [nameof(StoreContract.A_draft_that_somebody_approved_already_is_postable_in_one_step)] = Replies(inner => new(inner) { Add = (draft, ct) => inner.AddAsync(draft with { ApprovedBy = null }, ct) }),
        [nameof(StoreContract.Nobody_approves_a_text_that_they_did_not_see)] = Replies(inner => new(inner) { Apply = (move, ct) => inner.TryApplyAsync(move with { SeenText = null }, ct) }),
        [nameof(StoreContract.An_edit_keeps_everything_else_and_names_its_writer)] = Replies(inner => new(inner) { Apply = (move, ct) => inner.TryApplyAsync(move with { ApprovedBy = null }, ct) }),
        [nameof(StoreContract.Of_edits_and_claims_at_once_the_text_that_goes_out_is_the_one_in_the_row)] = Replies(inner => new(inner)
        {
            Claim = async (account, lease, now, passOver, ct) => await inner.ClaimAsync(account, lease, now, passOver, ct) is { } claimed ? claimed with { Text = "what was read before" } : null,
        }),

        // Racing
        [nameof(StoreContract.Many_claimers_never_get_the_same_reply)] = inner => new WrongStore(inner) { Replies = new LookThenTake(inner.Replies) },
        [nameof(StoreContract.Of_many_that_move_one_reply_exactly_one_wins_and_only_its_event_is_written)] = Replies(inner => new(inner) { Apply = async (move, ct) => await inner.TryApplyAsync(move, ct) || true }),
        [nameof(StoreContract.Of_many_drafts_for_one_target_one_is_added)] = inner => new WrongStore(inner) { Replies = new ForgetsTargets(inner.Replies) },
        [nameof(StoreContract.Calls_cancelled_at_any_moment_are_done_whole_or_not_at_all)] = inner => new WrongStore(inner) { Replies = new EventsApart(inner.Replies, inner.Events) { BreaksOffBetween = true } },

        // Selection
        [nameof(StoreContract.A_candidate_seen_again_is_refreshed_and_keeps_when_it_was_first_seen)] = Candidates(inner => new(inner)
        {
            Save = async (origin, candidates, ct) =>
            {
                await inner.PruneAsync(DateTimeOffset.MaxValue, 1, ct);
                await inner.SaveAsync(origin, candidates, ct);
            },
        }),
        [nameof(StoreContract.Open_candidates_are_eligible_recent_without_a_reply_and_best_first)] = Candidates(inner => new(inner) { Open = (account, _, limit, ct) => inner.OpenAsync(account, DateTimeOffset.MinValue, limit, ct) }),
        [nameof(StoreContract.Opt_outs_are_found_without_case_and_at_sign)] = inner => new WrongStore(inner)
        {
            OptOuts = new TwistedOptOuts(inner.OptOuts) { Remove = (handle, ct) => handle.StartsWith('@') ? Task.FromResult(false) : inner.OptOuts.RemoveAsync(handle, ct) },
        },

        // Fleet
        [nameof(StoreContract.An_account_belongs_to_one_owner_at_a_time_and_each_new_one_gets_a_larger_token)] = inner => new WrongStore(inner) { Fleet = new GivesToEverybody(inner.Fleet) },
        [nameof(StoreContract.Of_many_that_want_an_account_one_gets_it)] = inner => new WrongStore(inner) { Fleet = new GivesToEverybody(inner.Fleet) },
        [nameof(StoreContract.A_successor_waits_for_the_click_budget_after_the_lease)] = inner => new WrongStore(inner) { Fleet = new KnowsNoBudget(inner.Fleet) },
        [nameof(StoreContract.A_lease_that_ended_is_renewed_while_nobody_took_the_account_and_never_after_that)] = inner => new WrongStore(inner) { Fleet = new RenewsAnything(inner.Fleet) },
        [nameof(StoreContract.The_next_life_of_an_owner_takes_over_at_once_and_shuts_the_former_out)] = inner => new WrongStore(inner) { Fleet = new RenewsAnything(inner.Fleet) },
        [nameof(StoreContract.Whoever_lost_the_account_cannot_commit_a_click)] = inner => new WrongStore(inner) { Replies = new IgnoresTheFence(inner.Replies) },
        [nameof(StoreContract.Whoever_gave_the_account_back_cannot_commit_a_click)] = inner => new WrongStore(inner) { Fleet = new KeepsWhatIsGivenBack(inner.Fleet) },
        [nameof(StoreContract.The_fleet_shows_each_runner_with_its_last_beat_and_post)] = inner => new WrongStore(inner) { Fleet = new ShowsNobody(inner.Fleet) },
    };

    private static Func<MemoryRunnerStore, WrongStore> Events(Func<IEventStore, TwistedEvents> twist) => inner => new WrongStore(inner) { Events = twist(inner.Events) };

    private static Func<MemoryRunnerStore, WrongStore> Heartbeats(Func<IHeartbeatStore, TwistedHeartbeats> twist) => inner => new WrongStore(inner) { Heartbeats = twist(inner.Heartbeats) };

    private static Func<MemoryRunnerStore, WrongStore> Candidates(Func<Core.Selection.ICandidateStore, TwistedCandidates> twist) => inner => new WrongStore(inner) { Candidates = twist(inner.Candidates) };

    private static Func<MemoryRunnerStore, WrongStore> Replies(Func<IReplyStore, TwistedReplies> twist) => inner => new WrongStore(inner) { Replies = twist(inner.Replies) };

    private static async Task EachAsync(IHeartbeatStore inner, IReadOnlyList<Heartbeat> beats, CancellationToken ct)
    {
        foreach (var beat in beats)
            await inner.RecordAsync(beat, ct);
    }
}

/// <summary>Knows of no runner.</summary>
internal sealed class ShowsNobody(IFleetStore inner) : DelegatingFleet(inner)
{
    public override Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<FleetRunner>>([]);
}
