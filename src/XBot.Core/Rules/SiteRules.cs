using System.Security.Cryptography;
using System.Text;

namespace XBot.Core.Rules;

/// <summary>What X's published rules say about a program like this one, in our own words, for the owner to read before anything is posted.</summary>
public static class SiteRules
{
    /// <summary>When they were last read.</summary>
    public const string AsOf = "spring 2026";

    public const string Text = """
        Automating the X website is against X's published rules and can cost you the account for good.

        - Automation Rules: scripted use of the website, anything but the API, is named as a reason for permanent suspension.
        - Automated replies to people who did not ask for them, for example found by keyword, are not permitted. A reply needs
          the other person's request or interaction, one reply for each, and an easy way to opt out. Bots that write replies
          with AI need X's written approval first.
        - Automated accounts carry the Automated label and name who runs them.
        - Terms of Service (10 April 2026): access and data collection through published interfaces only.
        - API: since 23 February 2026 self-serve accounts may reply only to posts that mention or quote them.

        What this program does about it: nothing is disguised; a person approves each reply unless the owner chose REPLY_MODE=auto;
        nobody is answered twice, and who opted out never; any sign from X stops posting and asks you. The risk stays yours.
        """;

    /// <summary>Changes whenever the text does: an old acknowledgement is then none.</summary>
    public static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 8));
}
