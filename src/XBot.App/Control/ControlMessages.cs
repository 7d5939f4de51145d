using System.Text.Json.Serialization;
using XBot.Chrome;
using XBot.Core.Pipeline;
using XBot.Core.Sessions;

namespace XBot.App.Control;

/// <summary>One line to the daemon. Only what the operation needs is set.</summary>
/// <remarks><code>{"operation":"resume-posting","by":"ana"}</code></remarks>
/// <param name="Operation">One of <see cref="ControlOperations"/>; text, so that a daemon can say of a newer client's word that it does not know it.</param>
internal sealed record ControlRequest(string Operation, string? By = null, ReadPostsRequest? Read = null);

/// <summary>One line back: the result, or <see cref="Refused"/>.</summary>
/// <remarks><code>{"refused":{"exitCode":3,"line":"port 9222 is held by another program (pid 4711)"}}</code></remarks>
internal sealed record ControlReply
{
    public ControlRefusal? Refused { get; init; }
    public ChromeStatus? Chrome { get; init; }
    public SessionReport? Session { get; init; }
    public PipelineReport? Pipeline { get; init; }
    public ReadPostsReply? Posts { get; init; }

    /// <summary>The request was read, nothing more: the answer follows in a line of its own, when it is done.</summary>
    public bool Heard { get; init; }

    /// <summary>Something was changed.</summary>
    public bool Changed { get; init; }

    public static ControlReply Refuse(int exitCode, string line) => new() { Refused = new ControlRefusal(exitCode, line) };
}

/// <param name="ExitCode">For the command that asked.</param>
/// <param name="Line">For people.</param>
internal sealed record ControlRefusal(int ExitCode, string Line);

internal static class ControlOperations
{
    public const string StartChrome = "chrome-start";
    public const string StopChrome = "chrome-stop";
    public const string LendBrowser = "lend-browser";
    public const string ChromeStatus = "chrome-status";
    public const string CheckSession = "session";
    public const string RunOnce = "run-once";
    public const string ReadPosts = "read-posts";
    public const string ResumePosting = "resume-posting";

    /// <summary>Nothing is left half done when it ends early: it only looks. What changes something is brought to its end.</summary>
    public static bool MayBeAbandoned(string operation) => operation is ChromeStatus or CheckSession or ReadPosts;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlReply))]
internal sealed partial class ControlJson : JsonSerializerContext;
