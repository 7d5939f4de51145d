using System.Security.Cryptography;
using System.Text;
using XBot.Core.Posts;

namespace XBot.Core.Drafting;

/// <summary>Fixed texts, for the sandbox alone. The same post always gets the same text; different posts get different ones, since X refuses repetition.</summary>
public sealed class CannedReplyWriter : IReplyWriter
{
    private static readonly string[] Openings =
    [
        "Good point", "Well put", "Thanks for writing this down", "That matches what we saw", "Interesting angle",
        "I had not thought of it that way", "This deserves more attention", "Fair", "A helpful reminder", "Noted",
    ];

    private static readonly string[] Closings =
    [
        "what made you look into it?", "is there more to read on it?", "how long did it take?", "what surprised you most?",
        "would you do it the same way again?", "which part was the hardest?", "how did others take it?", "what comes next?",
    ];

    public string Name => "canned";

    public Task<WrittenReply> WriteAsync(Post target, CancellationToken ct)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(target.Id));
        var text = $"{Openings[hash[0] % Openings.Length]}: {Closings[hash[1] % Closings.Length]} (sandbox reply {Convert.ToHexStringLower(hash.AsSpan(2, 3))})";
        return Task.FromResult<WrittenReply>(new WrittenReply.Written(text));
    }
}

/// <summary>A person writes: candidates wait in the store, and no draft is made by the machine.</summary>
public sealed class ManualReplyWriter : IReplyWriter
{
    private const string Reason = "posts wait for a person to write the reply: 'xbot queue candidates'";

    public string Name => "manual";

    public Task<WrittenReply> WriteAsync(Post target, CancellationToken ct) => Task.FromResult<WrittenReply>(new WrittenReply.NotNow(Reason));
}
