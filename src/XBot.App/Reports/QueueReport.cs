using System.Globalization;
using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary><c>xbot queue list --json</c>: part of the outside contract. Best score first, then oldest.</summary>
internal sealed record QueueReport(IReadOnlyList<QueuedReply> Replies);

internal record QueuedReply(
    string Id, string TargetId, string TargetAuthor, string State, string Text, string? TweetId, double Score, string Reason, string? ApprovedBy, string CreatedAt, string UpdatedAt,
    string TargetText, string TargetPermalink, string ExpiresAt, string AccountId)
{
    public static QueuedReply Of(Reply reply) => new(
        reply.Id.ToString(CultureInfo.InvariantCulture), reply.TargetId, reply.TargetAuthor, reply.State.Name(), reply.Text, reply.TweetId, reply.Score, reply.Reason,
        reply.ApprovedBy, Times.Iso(reply.CreatedAt), Times.Iso(reply.UpdatedAt), reply.TargetText, reply.TargetPermalink, Times.Iso(reply.ExpiresAt), reply.Account.AccountId);
}
