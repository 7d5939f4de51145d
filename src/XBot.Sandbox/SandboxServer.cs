#pragma warning disable // sketch of the contract
namespace XBot.Sandbox;

/// <summary>How the sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Each new visitor is signed in as @demo.</summary>
    public bool AutoLogin { get; init; }

    /// <summary>Seed of the invented people and posts.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A captured timeline response shown as home; null: invented posts.</summary>
    public string? TimelineFile { get; init; }
}

/// <summary>An X that we own, on loopback.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private SandboxServer(Uri url) => Url = url;

    /// <summary>http://127.0.0.1:PORT, no trailing slash in its text form of the origin.</summary>
    public Uri Url { get; }

    /// <summary>Every post the sandbox accepted through its composer, in order.</summary>
    public IReadOnlyList<LedgerEntry> Ledger => [];

    /// <summary>Arms a fault, as POST /__sandbox/faults does.</summary>
    public void Arm(string fault, int times = 1, int delayMs = 0) => throw new NotImplementedException();

    /// <summary>Throws <see cref="SandboxException"/> with one line when the port is taken or the timeline file cannot be read.</summary>
    public static Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken ct) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>JSON: <c>{"id","author","text","inReplyTo","at"}</c>.</summary>
public sealed record LedgerEntry(string Id, string Author, string Text, string? InReplyTo, DateTimeOffset At);

public sealed class SandboxException : Exception
{
    public SandboxException() { }
    public SandboxException(string message) : base(message) { }
    public SandboxException(string message, Exception inner) : base(message, inner) { }
}
