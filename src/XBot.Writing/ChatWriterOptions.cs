namespace XBot.Writing;

/// <summary>Which endpoint, and how patiently it is asked.</summary>
public sealed record ChatWriterOptions
{
    /// <summary>Null: the provider's own.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Null for a local endpoint that wants none. Appears in no message, log or event.</summary>
    public string? ApiKey { get; init; }

    public required string Model { get; init; }

    /// <summary>For one try, answer and all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two tries, doubled each time and jittered, unless the endpoint says when.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Null: the prompt that comes with the program.</summary>
    public string? PromptFile { get; init; }

    /// <summary>Further tries after the first.</summary>
    internal const int Retries = 2;

    /// <summary>For all tries and the pauses between them.</summary>
    internal TimeSpan Whole => Timeout * (Retries + 1);
}
