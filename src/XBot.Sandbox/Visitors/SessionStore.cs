using System.Security.Cryptography;
using XBot.Sandbox.World;

namespace XBot.Sandbox.Visitors;

/// <summary>Who is signed in, by the cookie auth_token. At most <see cref="Capacity"/>; the oldest goes first. Thread-safe.</summary>
internal sealed class SessionStore
{
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = [];
    private readonly Queue<string> _order = new();
    private readonly List<string> _issued = [];

    /// <summary>The secret cookie values of the newest <see cref="Capacity"/> sessions, ended ones too.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_lock) return [.. _issued];
        }
    }

    public Session Open(Person person)
    {
        var session = new Session(Token(20), Token(16), person, person);
        lock (_lock)
        {
            if (_order.Count >= Capacity) _sessions.Remove(_order.Dequeue());
            _sessions[session.Token] = session;
            _order.Enqueue(session.Token);
            if (_issued.Count >= 2 * Capacity) _issued.RemoveRange(0, 2);
            _issued.AddRange([session.Token, session.Csrf]);
        }

        return session;
    }

    public Session? Find(string? token)
    {
        lock (_lock) return token is null ? null : _sessions.GetValueOrDefault(token);
    }

    /// <summary>Lets the session act as <paramref name="person"/>; null when it has ended meanwhile.</summary>
    public Session? ActAs(Session session, Person person)
    {
        lock (_lock)
        {
            if (!_sessions.ContainsKey(session.Token)) return null;
            return _sessions[session.Token] = session with { Acting = person };
        }
    }

    public void Close(string? token)
    {
        lock (_lock)
        {
            if (token is not null) _sessions.Remove(token);
        }
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _order.Clear();
        }
    }

    // Tokens are secrets of this sandbox, not part of what the seed makes repeatable.
    private static string Token(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
