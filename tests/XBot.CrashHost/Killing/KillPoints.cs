namespace XBot.CrashHost.Killing;

/// <summary>Every point at which the host can kill itself, in the order in which a reply comes by.</summary>
public static class KillPoints
{
    // Where another run must have died for a later one to have something to recover.
    private const string Claimed = "claim-done", Intended = "intent-done", Answered = "record-begins";

    public static IReadOnlyList<KillPoint> All { get; } =
    [
        new("claim-begins", KillPart.Waiting),
        new("claim-row-written", KillPart.Waiting, SqliteOnly: true),
        new("claim-commits", KillPart.Waiting, SqliteOnly: true),
        new(Claimed, KillPart.Preparing),
        new("prepare-begins", KillPart.Preparing),
        new("target-asked", KillPart.Preparing),
        new("target-answered", KillPart.Preparing),
        new("box-pressed", KillPart.Preparing),
        new("text-sent", KillPart.Preparing),
        new("text-taken", KillPart.Preparing),
        new("prepared", KillPart.Preparing),
        new("intent-begins", KillPart.Preparing),
        new("intent-row-written", KillPart.Preparing, SqliteOnly: true),
        new("intent-commits", KillPart.Preparing, SqliteOnly: true),
        new(Intended, KillPart.Intending),
        new("submit-begins", KillPart.Intending),
        new("look-asked", KillPart.Intending),
        new("look-answered", KillPart.Intending),
        new("press-begins", KillPart.Intending),
        new("pressed", KillPart.Intending),
        new("press-answered", KillPart.Intending),
        new("release-begins", KillPart.Intending),
        new("released", KillPart.Sending),
        new("release-answered", KillPart.Sending),
        new("request-left", KillPart.Sending),
        new("answer-headers", KillPart.Sending),
        new("answer-finished", KillPart.Sending),
        new("body-asked", KillPart.Sending),
        new("body-read", KillPart.Sending),
        new("outcome-known", KillPart.Sending),
        new(Answered, KillPart.Sending),
        new("record-row-written", KillPart.Sending, SqliteOnly: true),
        new("record-day-counted", KillPart.Sending, SqliteOnly: true),
        new("record-event-written", KillPart.Sending, SqliteOnly: true),
        new("record-commits", KillPart.Sending, SqliteOnly: true),
        new("record-done", KillPart.Sent),
        new("heartbeat-begins", KillPart.Sent),
        new("heartbeat-done", KillPart.Sent),
        new("leftovers-found", KillPart.Recovering, After: Answered),
        new("page-renewed", KillPart.Recovering, After: Answered),
        new("doubt-begins", KillPart.Recovering, After: Answered),
        new("doubt-row-written", KillPart.Recovering, SqliteOnly: true, After: Answered),
        new("doubt-commits", KillPart.Recovering, SqliteOnly: true, After: Answered),
        new("doubt-done", KillPart.Recovering, After: Answered),
        new("witness-begins", KillPart.Recovering, After: Answered),
        new("witness-done", KillPart.Recovering, After: Answered),
        new("sighting-begins", KillPart.Recovering, After: Answered),
        new("sighting-row-written", KillPart.Recovering, SqliteOnly: true, After: Answered),
        new("sighting-commits", KillPart.Recovering, SqliteOnly: true, After: Answered),
        new("sighting-done", KillPart.Recovering, After: Answered),
        new("surrender-begins", KillPart.Recovering, After: Intended),
        new("surrender-commits", KillPart.Recovering, SqliteOnly: true, After: Intended),
        new("surrender-done", KillPart.Recovering, After: Intended),
        new("release-reply-begins", KillPart.Recovering, After: Claimed),
        new("release-reply-commits", KillPart.Recovering, SqliteOnly: true, After: Claimed),
        new("release-reply-done", KillPart.Recovering, After: Claimed),
        new("requeue-begins", KillPart.Recovering, After: Claimed),
        new("requeue-commits", KillPart.Recovering, SqliteOnly: true, After: Claimed),
        new("requeue-done", KillPart.Recovering, After: Claimed),
    ];

    public static KillPoint Of(string name) => All.First(point => point.Name == name);
}
