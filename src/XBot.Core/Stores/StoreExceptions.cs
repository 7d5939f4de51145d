namespace XBot.Core.Stores;

/// <summary>The store is away, locked or full: the daemon waits for it with status ERROR; nothing is clicked meanwhile.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException() { }
    public StoreUnavailableException(string message) : base(message) { }
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The store can never serve as it is: foreign, corrupt, newer than the program, or not writable. Exit code 7; the message says the way out.</summary>
public sealed class StoreRefusedException : Exception
{
    public StoreRefusedException() { }
    public StoreRefusedException(string message) : base(message) { }
    public StoreRefusedException(string message, Exception inner) : base(message, inner) { }

    /// <summary>It may pass without a change of ours: a network that the server does not know, a clock that was not set yet. A person who waits for an answer is refused all the same.</summary>
    public bool MayPass { get; init; }
}
