using XBot.Core.Replies;

namespace XBot.Core.Fleet;

/// <summary>Who owns an account, by the store's clock.</summary>
/// <param name="Token">Grows with every new owner, and never goes back: the fence.</param>
/// <param name="Owner">Which process's profile; null when it was given back. Not the runner's id: two profiles may carry the same one by mistake.</param>
/// <param name="RunnerId">For people.</param>
/// <param name="Left">Until the lease ends; negative when it has.</param>
public sealed record AccountLease(AccountKey Account, long Token, string? Owner, string RunnerId, DateTimeOffset Since, TimeSpan Left);
