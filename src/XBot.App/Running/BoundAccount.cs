using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary>The profile's account, as <c>binding.json</c> holds it.</summary>
public sealed class BoundAccount(ProfileBinding binding) : IAccountBinding
{
    public string? AccountId => binding.Read()?.AccountId;

    public void Bind(string accountId) => binding.BindAccount(accountId);
}
