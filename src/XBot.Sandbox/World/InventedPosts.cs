using XBot.Sandbox.Text;

namespace XBot.Sandbox.World;

/// <summary>Makes the invented home timeline: about eighty posts of the last two hours, of every kind that X shows.</summary>
internal static class InventedPosts
{
    public const int Count = 80;
    private static readonly TimeSpan Span = TimeSpan.FromHours(2);

    // Newest first. Which index is of which kind is fixed, so that tests and people find them again; words and figures come from the seed.
    public static IReadOnlyList<SandboxPost> Make(int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var people = InventedPeople.All;
        var shift = random.Next(1000);
        var posts = new List<SandboxPost>(Count);
        for (var i = 0; i < Count; i++)
        {
            var at = now - TimeSpan.FromSeconds(40) - Span / Count * i - TimeSpan.FromMilliseconds(random.Next(30_000));
            posts.Add(One(i, at, people[(i + shift) % people.Count], random, shift, posts));
        }

        return posts;
    }

    private static SandboxPost One(int i, DateTimeOffset at, Person author, Random random, int shift, List<SandboxPost> newer)
    {
        var (lang, text) = InventedTexts.Short(i, shift);
        var post = new SandboxPost
        {
            Id = Snowflakes.At(at, random.Next(1 << 22)),
            Author = author,
            Text = text,
            Lang = lang,
            At = at,
            Replies = random.Next(4) == 0 ? 0 : random.Next(1, 40),
            Reposts = random.Next(3) == 0 ? 0 : random.Next(1, 90),
            Likes = random.Next(6) == 0 ? 0 : random.Next(1, 2500),
            Bookmarks = random.Next(2) == 0 ? 0 : random.Next(1, 60),
            Views = random.Next(12, 90_000),
        };
        return i switch
        {
            6 => post with { IsPromoted = true },
            9 => post with { RepliesRestricted = true },
            12 => post with { Replies = 0, Reposts = 0, Likes = 0, Bookmarks = 0, Views = 0 },
            15 or 47 or 70 => post with { Text = InventedTexts.LongNote(i), Lang = "en" },
            20 => post with { Text = "", Lang = "zxx", HasPhoto = true },
            _ when i % 16 == 5 => post with { Quoted = Original(post, random, shift) },
            _ when i % 16 == 11 => post with { Reposted = Original(post, random, shift), Text = "" },
            _ when i % 8 == 2 => WithLink(post),
            _ when i % 16 == 14 => Reply(post, newer),
            _ when i % 16 == 8 => post with { HasPhoto = true },
            _ => post,
        };
    }

    private static SandboxPost Original(SandboxPost by, Random random, int shift)
    {
        var at = by.At - TimeSpan.FromMinutes(random.Next(3, 40));
        var author = InventedPeople.All[(random.Next(1, 39) + InventedPeople.All.ToList().IndexOf(by.Author)) % InventedPeople.All.Count];
        var (lang, text) = InventedTexts.Short(random.Next(100, 500), shift);
        return new SandboxPost
        {
            Id = Snowflakes.At(at, random.Next(1 << 22)),
            Author = author,
            Text = text,
            Lang = lang,
            At = at,
            Replies = random.Next(60),
            Reposts = random.Next(200),
            Likes = random.Next(4000),
            Views = random.Next(500, 200_000),
        };
    }

    private static SandboxPost WithLink(SandboxPost post)
    {
        var link = post with { Link = $"https://notes.example/{post.Author.Handle}/a-rather-long-address-that-is-shown-shortened" };
        return link with { Text = $"{post.Text} {link.ShortLink}" };
    }

    // A reply in the home timeline stands under no parent: X shows its label instead.
    private static SandboxPost Reply(SandboxPost post, List<SandboxPost> newer)
    {
        var parent = newer[^4];
        return post with { InReplyTo = parent.Id, At = post.At };
    }
}
