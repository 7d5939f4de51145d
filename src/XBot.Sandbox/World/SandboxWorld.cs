using XBot.Sandbox.Text;

namespace XBot.Sandbox.World;

/// <summary>
/// Everybody and everything posted, behind one lock. What is there at the start stays as it is; what visitors post lies on top
/// and goes away with <see cref="Reset"/>. At most <see cref="Capacity"/> posts are taken between two resets, so memory is bounded.
/// </summary>
internal sealed class SandboxWorld
{
    public const int Capacity = 20_000;
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly IReadOnlyList<SandboxPost> _home;
    private readonly Dictionary<string, SandboxPost> _given = [];
    private readonly Dictionary<string, Person> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SandboxPost> _made = [];
    private readonly List<SandboxPost> _madeInOrder = [];
    private readonly HashSet<string> _deleted = [];
    private int _published;

    public SandboxWorld(IReadOnlyList<SandboxPost> home, int seed, TimeProvider time)
    {
        (_home, _time, _random) = (home, time, new Random(seed));
        foreach (var person in (Person[])[InventedPeople.Demo, InventedPeople.Stranger, .. InventedPeople.All]) _people[person.Handle] = person;
        foreach (var post in home) Know(post);
    }

    public IReadOnlyList<LedgerEntry> Ledger
    {
        get
        {
            lock (_lock) return [.. _madeInOrder.Select(p => new LedgerEntry(p.Id, p.Author.Handle, p.Text, p.InReplyTo, p.At))];
        }
    }

    /// <summary>How often <see cref="Reset"/> was called: what began before a reset must not land after it.</summary>
    public int Resets { get; private set; }

    public Person? PersonNamed(string handle) => _people.GetValueOrDefault(handle.TrimStart('@'));

    public Person? PersonWithId(string id) => _people.Values.FirstOrDefault(p => p.Id == id);

    /// <summary>The post, unless it is unknown, deleted or not visible yet.</summary>
    public SandboxPost? Find(string id)
    {
        lock (_lock)
        {
            if (_deleted.Contains(id)) return null;
            var post = _given.GetValueOrDefault(id) ?? _made.GetValueOrDefault(id);
            return post is not null && post.VisibleFrom <= _time.GetUtcNow() ? post : null;
        }
    }

    /// <summary>Home, newest of the visitors' own first, then what was there.</summary>
    public IReadOnlyList<SandboxPost> Home()
    {
        lock (_lock) return [.. Visible(_madeInOrder.Where(p => p.InReplyTo is null)).Reverse(), .. Visible(_home)];
    }

    /// <summary>What one person posted, newest first.</summary>
    public IReadOnlyList<SandboxPost> By(Person person, bool withReplies)
    {
        lock (_lock)
        {
            return [.. Visible(_madeInOrder.Concat(_given.Values))
                .Where(p => p.Author.Id == person.Id && !p.IsPromoted && (withReplies || p.InReplyTo is null))
                .OrderByDescending(p => p.At)];
        }
    }

    /// <summary>Direct replies to a post, oldest first.</summary>
    public IReadOnlyList<SandboxPost> RepliesTo(string id)
    {
        lock (_lock) return [.. Visible(_given.Values.Concat(_madeInOrder)).Where(p => p.InReplyTo == id).OrderBy(p => p.At)];
    }

    /// <summary>Posts whose text or author holds every word of the query, newest first.</summary>
    public IReadOnlyList<SandboxPost> Search(string query)
    {
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lock (_lock)
        {
            return [.. Visible(_madeInOrder.Concat(_given.Values))
                .Where(p => p.Reposted is null && !p.IsPromoted && words.All(w => Matches(p, w)))
                .OrderByDescending(p => p.At)];
        }
    }

    /// <summary>How many replies visitors added to a post.</summary>
    public int RepliesAdded(string id)
    {
        lock (_lock) return Visible(_madeInOrder).Count(p => p.InReplyTo == id);
    }

    public void Delete(string id)
    {
        lock (_lock) _deleted.Add(id);
    }

    /// <summary>Takes a post as CreateTweet does, or says why not.</summary>
    public PostingResult Post(Person author, string text, string? inReplyTo, TimeSpan hiddenFor)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (inReplyTo is not null && Find(inReplyTo) is var target)
            {
                if (target is null) return new PostingResult.Refused(XError.TargetGone);
                if (target.RepliesRestricted) return new PostingResult.Refused(XError.RepliesRestricted);
            }

            if (PostLength.Of(text) > PostLength.Max) return new PostingResult.Refused(XError.TooLong);
            if (_madeInOrder.Count >= Capacity) return new PostingResult.Refused(XError.DailyLimit);
            if (_madeInOrder.Any(p => p.Author.Id == author.Id && p.Text == text && now - p.At < DuplicateWindow))
                return new PostingResult.Refused(XError.Duplicate);

            var post = new SandboxPost { Id = NewId(now), Author = author, Text = text, At = now, InReplyTo = inReplyTo, VisibleFrom = now + hiddenFor };
            _made[post.Id] = post;
            _madeInOrder.Add(post);
            return new PostingResult.Accepted(post);
        }
    }

    /// <summary>One of the invented people posts something: home has a new post on top.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            var n = InventedPosts.Count + _published++;
            Post(InventedPeople.All[n % InventedPeople.All.Count], InventedTexts.Short(n, shift: 0).Text, inReplyTo: null, hiddenFor: TimeSpan.Zero);
        }
    }

    /// <summary>Forgets what visitors posted and what faults deleted.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _made.Clear();
            _madeInOrder.Clear();
            _deleted.Clear();
            Resets++;
        }
    }

    private string NewId(DateTimeOffset now)
    {
        string id;
        do id = Snowflakes.At(now, _random.Next(1 << 22));
        while (_made.ContainsKey(id) || _given.ContainsKey(id));
        return id;
    }

    private void Know(SandboxPost post)
    {
        _given.TryAdd(post.Id, post);
        _people.TryAdd(post.Author.Handle, post.Author);
        if (post.Quoted is { } quoted) Know(quoted);
        if (post.Reposted is { } original) Know(original);
    }

    private IEnumerable<SandboxPost> Visible(IEnumerable<SandboxPost> posts)
    {
        var now = _time.GetUtcNow();
        return posts.Where(p => p.VisibleFrom <= now && !_deleted.Contains(p.Id));
    }

    private static bool Matches(SandboxPost post, string word) =>
        word.StartsWith("from:", StringComparison.OrdinalIgnoreCase)
            ? post.Author.Handle.Equals(word[5..].TrimStart('@'), StringComparison.OrdinalIgnoreCase)
            : post.Text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
