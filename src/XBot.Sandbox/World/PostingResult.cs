namespace XBot.Sandbox.World;

/// <summary>What became of a post that somebody sent.</summary>
internal abstract record PostingResult
{
    private PostingResult() { }

    public sealed record Accepted(SandboxPost Post) : PostingResult;

    public sealed record Refused(XError Error) : PostingResult;
}
