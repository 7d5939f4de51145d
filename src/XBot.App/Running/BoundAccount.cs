using XBot.App.Configuration;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary>The profile's account, as <c>binding.json</c> holds it.</summary>
public sealed class BoundAccount(ProfileBinding binding) : IAccountBinding
{
    public string? AccountId => binding.Read()?.AccountId;

    /// <summary>The profile's account on its own site; null before the first login.</summary>
    public AccountKey? Key => binding.Read() is { AccountId: { } id } bound ? new AccountKey(bound.Origin, id) : null;

    /// <summary>For whoever only looks: a profile that was never used, or whose binding cannot be read, has none.</summary>
    public static AccountKey? Peek(RunnerSettings settings, TimeProvider time)
    {
        try
        {
            return new BoundAccount(new ProfileBinding(settings.ProfileDir, time)).Key;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    public void Bind(string accountId) => binding.BindAccount(accountId);
}
