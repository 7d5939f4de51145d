using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary><c>xbot queue show ID --json</c>: a reply as the list has it, and all else that is known of it.</summary>
internal sealed record ReplyReport : QueuedReply
{
    private ReplyReport(QueuedReply reply) : base(reply) { }

    public required string AccountId { get; init; }
    public required string TargetText { get; init; }
    public required string TargetPermalink { get; init; }
    public required string TargetPostedAt { get; init; }
    public required string ExpiresAt { get; init; }
    public string? ClickedAt { get; init; }
    public string? Evidence { get; init; }
    public int? RefusalCode { get; init; }
    public string? Note { get; init; }

    public static ReplyReport With(Reply reply) => new(Of(reply))
    {
        AccountId = reply.Account.AccountId,
        TargetText = reply.TargetText,
        TargetPermalink = reply.TargetPermalink,
        TargetPostedAt = Times.Iso(reply.TargetPostedAt),
        ExpiresAt = Times.Iso(reply.ExpiresAt),
        ClickedAt = Times.Iso(reply.ClickedAt),
        Evidence = reply.Evidence,
        RefusalCode = reply.RefusalCode,
        Note = reply.Note,
    };
}
