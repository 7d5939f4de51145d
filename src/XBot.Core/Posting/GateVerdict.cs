namespace XBot.Core.Posting;

/// <summary>What the gate says: go on, or why not and what becomes of the reply.</summary>
public abstract record GateVerdict
{
    private GateVerdict() { }

    public sealed record Open : GateVerdict;

    /// <summary>Not now: the reply keeps its place.</summary>
    public sealed record NotNow(string Reason) : GateVerdict;

    /// <summary>Never: this reply must not go out.</summary>
    public sealed record Never(string Reason) : GateVerdict;

    /// <summary>Something is wrong with the account or the page: posting freezes.</summary>
    public sealed record Freeze(string Reason) : GateVerdict;
}
