namespace XBot.Core.Stores;

/// <summary>The account that the profile belongs to: bound when it is first seen signed in, compared ever after.</summary>
public interface IAccountBinding
{
    /// <summary>Numeric user id; null while nobody was seen.</summary>
    string? AccountId { get; }

    void Bind(string accountId);
}
