using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary><c>xbot queue show ID --json</c>: a reply as the list has it, and all else that is known of it.</summary>
internal sealed record ReplyReport : QueuedReply
{
    private ReplyReport(QueuedReply reply) : base(reply) { }

    public required string TargetPostedAt { get; init; }
    public string? ClickedAt { get; init; }
    public string? Evidence { get; init; }

    /// <summary>The evidence in words.</summary>
    public string? Proof { get; init; }
    public string? ProvedAt { get; init; }

    /// <summary>Of our reply.</summary>
    public string? Permalink { get; init; }
    public int? RefusalCode { get; init; }
    public string? Note { get; init; }

    public static ReplyReport With(Reply reply) => new(Of(reply))
    {
        TargetPostedAt = Times.Iso(reply.TargetPostedAt),
        ClickedAt = Times.Iso(reply.ClickedAt),
        Evidence = reply.Evidence,
        Proof = ReplyProof.Words(reply),
        ProvedAt = Times.Iso(ReplyProof.At(reply)),
        Permalink = ReplyProof.Permalink(reply),
        RefusalCode = reply.RefusalCode,
        Note = reply.Note,
    };
}
