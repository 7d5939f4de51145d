namespace XBot.Chrome;

/// <summary>A cookie of our profile. Its value is a credential: it stays out of ToString, and so out of logs.</summary>
public sealed record ChromeCookie(string Name, string Value, string Domain, bool HttpOnly)
{
    public override string ToString() => $"{Name} of {Domain}";
}
