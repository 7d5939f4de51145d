namespace XBot.App.Doctor;

/// <summary>Can the store be read, to its replies?</summary>
internal sealed class StoreCheck : IHealthCheck
{
    public string Name => "store";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.StoreTrouble is { } trouble)
            return Finding.Fail(trouble, "the runner posts nothing until the store is back");
        if (patient.Store is not { } store)
            return Finding.Warn("there is no store yet", "'./xbot daemon' makes it");
        var replies = await store.Replies.CountAsync(ct);
        return Finding.Pass($"{store.Description}, {replies.Values.Sum()} replies");
    }
}
