namespace XBot.LaunchdModel;

/// <summary>What a test may turn.</summary>
public sealed class ModelKnobs
{
    /// <summary>What <c>managername</c> says: Aqua at the screen, Background over SSH.</summary>
    public string Session { get; set; } = "Aqua";

    /// <summary>So many of launchd's seconds of throttle pass in one real second.</summary>
    public double Haste { get; set; } = 1;

    /// <summary>How long a job is still known after its process ended.</summary>
    public TimeSpan TeardownLag { get; set; }

    /// <summary>So many bootstraps fail with 5 although nothing is wrong: the race after a teardown.</summary>
    public int RacesLeft { get; set; }

    /// <summary>RunAtLoad is held back, as it may be after login.</summary>
    public bool HoldsRunAtLoad { get; set; }

    /// <summary>A bootstrap fails with this code, always; null: it does its work.</summary>
    public int? BootstrapFailure { get; set; }

    /// <summary><c>print</c> answers in words that nobody knows.</summary>
    public bool Garbles { get; set; }

    internal TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds / Haste);
}
