using XBot.App.Running;
using XBot.Core.Replies;

namespace XBot.App.Doctor;

/// <summary>Is there a reply of which nobody knows whether it is on X? Only a person settles that.</summary>
internal sealed class DoubtCheck : IHealthCheck
{
    public string Name => "replies";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { } store)
            return Finding.Pass("none yet");
        var counts = await store.Replies.CountAsync(BoundAccount.Peek(patient.Settings, patient.Time), ct);
        var doubtful = counts.GetValueOrDefault(ReplyState.NeedsHuman);
        var drafts = counts.GetValueOrDefault(ReplyState.Drafted);
        return doubtful > 0
            ? Finding.Warn($"{doubtful} may or may not be on X", "./xbot queue list: look at each of them on X")
            : Finding.Pass(drafts > 0 ? $"no doubtful ones; {drafts} drafts" : "no doubtful ones");
    }
}
