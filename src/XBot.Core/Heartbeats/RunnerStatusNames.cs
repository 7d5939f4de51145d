namespace XBot.Core.Heartbeats;

/// <summary>How a status is spelled in both tables and in JSON: <c>CDP_DOWN</c>.</summary>
public static class RunnerStatusNames
{
    public static string Name(this RunnerStatus status) => status switch
    {
        RunnerStatus.Ok => "OK",
        RunnerStatus.CdpDown => "CDP_DOWN",
        RunnerStatus.SessionInvalid => "SESSION_INVALID",
        RunnerStatus.Error => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
    };

    /// <summary>Null when <paramref name="name"/> is none of them; case counts.</summary>
    public static RunnerStatus? Parse(string name)
    {
        foreach (var status in Enum.GetValues<RunnerStatus>())
            if (status.Name() == name)
                return status;
        return null;
    }
}
