using XBot.Bench;

namespace XBot.Tests.Faults;

/// <summary>What one strike cost.</summary>
/// <param name="Unit">Chrome's start and one cycle on this machine, as busy as it is.</param>
/// <param name="Noticed">From the strike to the first sign of it in the store; null for what is harmless.</param>
/// <param name="Healed">From the strike, or from the moment its cause was taken away, to the end of the first verified cycle.</param>
/// <param name="CyclesLost">Cycles that ended with another status than OK.</param>
internal sealed record FaultFigures(Fault Fault, TimeSpan Unit, TimeSpan? Noticed, TimeSpan Healed, int CyclesLost)
{
    public TimeSpan MayBeNoticed => Bound(Fault.NoticeSeconds, 3);

    public TimeSpan MayBeHealed => Bound(Fault.HealSeconds, 5);

    public bool AreWithinBounds => (Noticed ?? TimeSpan.Zero) <= MayBeNoticed && Healed <= MayBeHealed && !(Fault.Harmless && CyclesLost > 0);

    public override string ToString() => FormattableString.Invariant(
        $"fault {Fault}: {(Noticed is { } noticed ? FormattableString.Invariant($"noticed after {noticed.TotalSeconds:0.00} s (bound {MayBeNoticed.TotalSeconds:0.0}), ") : "")}healed after {Healed.TotalSeconds:0.00} s (bound {MayBeHealed.TotalSeconds:0.0}), {CyclesLost} cycles lost");

    /// <summary>A burst of other work spoils a strike now and then; a daemon that is too slow misses more than one in ten.</summary>
    /// <param name="strikes">All of them, those that missed among them.</param>
    public static bool AreTooMany(int missed, int strikes) => missed * 10 > strikes;

    /// <summary>Many strikes of one fault in a line.</summary>
    /// <param name="strikes">Those within their bounds.</param>
    /// <param name="missed">How many more there were, which missed theirs and were made again.</param>
    public static string Summary(IReadOnlyList<FaultFigures> strikes, int missed)
    {
        static string Seconds(IEnumerable<TimeSpan> times) =>
            times.Select(time => time.TotalSeconds).ToList() is { Count: > 0 } all ? FormattableString.Invariant($"{Rounds.Median(all):0.00} s (worst {all.Max():0.00})") : "never";
        return FormattableString.Invariant(
            $"fault {strikes[0].Fault}, {strikes.Count} strikes, {missed} missed: noticed after {Seconds(strikes.Select(strike => strike.Noticed).OfType<TimeSpan>())}, healed after {Seconds(strikes.Select(strike => strike.Healed))}, {strikes.Sum(strike => strike.CyclesLost)} cycles lost; Chrome's start and a cycle take {strikes[0].Unit.TotalSeconds:0.00} s");
    }

    // Other tests make the machine busy in bursts: the unit was measured in one moment, the strike met another, and deadlines are served late.
    private TimeSpan Bound(double deadlines, int units) => TimeSpan.FromSeconds(deadlines * 1.5) + (Unit * units);
}
