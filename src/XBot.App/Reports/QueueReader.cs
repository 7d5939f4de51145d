using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Running;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Reports;

/// <summary>Reads the replies.</summary>
internal static class QueueReader
{
    private const int Most = 10_000;

    /// <summary>What goes no further without a person.</summary>
    public static readonly IReadOnlyList<ReplyState> WaitingStates = [ReplyState.Drafted, ReplyState.NeedsHuman];

    /// <summary>The replies of the profile's account; of every account on a profile that has none yet.</summary>
    /// <param name="all">In every state; otherwise only what waits for somebody.</param>
    public static async Task<IReadOnlyList<Reply>> ListAsync(RunnerSettings settings, bool all, CancellationToken ct)
    {
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
        return store is null ? [] : await store.Replies.ListAsync(new ReplyQuery(all ? null : WaitingStates, BoundAccount.Peek(settings, TimeProvider.System), Most), ct);
    }

    /// <summary>For whoever means to decide: another account's reply is decided on that account's profile, by its settings.</summary>
    /// <exception cref="CommandException">There is no such reply, or it is of another account.</exception>
    public static async Task<Reply> FindOwnAsync(RunnerSettings settings, string id, CancellationToken ct)
    {
        var reply = await FindAsync(settings, id, ct);
        return BoundAccount.Peek(settings, TimeProvider.System) is not { } own || own == reply.Account
            ? reply
            : throw new CommandException(ExitCodes.ConfigurationInvalid, $"reply {id} is of account {reply.Account.AccountId}, this profile belongs to {own.AccountId}: give that account's RUNNER_PROFILE_DIR");
    }

    /// <exception cref="CommandException">There is no such reply.</exception>
    public static async Task<Reply> FindAsync(RunnerSettings settings, string id, CancellationToken ct)
    {
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
        return await FindAsync(store, id, ct);
    }

    /// <exception cref="CommandException">There is no such reply.</exception>
    public static async Task<Reply> FindAsync(IRunnerStore? store, string id, CancellationToken ct)
    {
        var reply = store is not null && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await store.Replies.FindAsync(number, ct) : null;
        return reply ?? throw new CommandException(ExitCodes.ConfigurationInvalid, $"there is no reply \"{id}\"; 'xbot queue list --all' shows the ids there are");
    }
}
