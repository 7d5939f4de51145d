using XBot.Core.Replies;

namespace XBot.Core.Pipeline;

/// <summary>What a run did so far; each step adds to it, and the first problem decides the outcome.</summary>
public sealed class RunTally(AccountKey account, string? handle)
{
    private readonly List<string> _notes = [];

    public AccountKey Account { get; } = account;
    public string? Handle { get; } = handle;
    public int Harvested { get; set; }
    public int Eligible { get; set; }
    public int Drafted { get; set; }
    public int Confirmed { get; set; }
    public int Failed { get; set; }
    public int Doubtful { get; set; }
    public int Waiting { get; set; }
    public PipelineOutcome Outcome { get; private set; } = PipelineOutcome.Completed;

    public void Note(string note) => _notes.Add(note);

    public void Problem(PipelineOutcome outcome, string note)
    {
        if (Outcome == PipelineOutcome.Completed)
            Outcome = outcome;
        Note(note);
    }

    public PipelineReport Report() => new()
    {
        Outcome = Outcome,
        Summary = Summary(),
        Harvested = Harvested,
        Eligible = Eligible,
        Drafted = Drafted,
        Confirmed = Confirmed,
        Failed = Failed,
        Doubtful = Doubtful,
        Waiting = Waiting,
    };

    private string Summary()
    {
        var parts = new List<string>();
        void Count(int count, string what)
        {
            if (count > 0)
                parts.Add($"{count} {what}");
        }

        Count(Harvested, "read");
        Count(Eligible, "eligible");
        Count(Drafted, "drafted");
        Count(Confirmed, "confirmed");
        Count(Failed, "failed");
        Count(Doubtful, "in doubt");
        Count(Waiting, "waiting for a person");
        parts.AddRange(_notes);
        return parts.Count == 0 ? "nothing to do" : string.Join(", ", parts);
    }
}
