using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>What to do about what was seen.</summary>
internal abstract record AdoptionDecision
{
    private AdoptionDecision() { }

    /// <summary>Nothing is in the way.</summary>
    public sealed record Start : AdoptionDecision;

    /// <summary>It is ours, as we would start it.</summary>
    public sealed record Adopt(ProcessFacts Chrome) : AdoptionDecision;

    /// <summary>It is on our profile, but not as we would start it.</summary>
    public sealed record End(ProcessFacts Chrome, string Because) : AdoptionDecision;

    /// <summary>It is not ours to touch. The message is one line for people.</summary>
    public sealed record Refuse(string Message) : AdoptionDecision;
}
