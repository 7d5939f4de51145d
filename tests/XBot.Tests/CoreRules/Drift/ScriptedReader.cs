using XBot.Core.Harvesting;

namespace XBot.Tests.CoreRules.Drift;

/// <summary>Gives the reports that a test tells it, one a reading, and remembers how it was asked.</summary>
internal sealed class ScriptedReader(Func<HarvestSource, bool, HarvestReport> read) : IPostReader
{
    /// <summary>Whether each reading was to load the page afresh.</summary>
    public List<bool> Afresh { get; } = [];

    public Task<HarvestReport> ReadAsync(HarvestSource source, HarvestBounds bounds, CancellationToken ct)
    {
        Afresh.Add(bounds.Afresh);
        return Task.FromResult(read(source, bounds.Afresh) with { Fresh = bounds.Afresh });
    }

    public Task<HarvestReport> ReadPageAsync(string path, CancellationToken ct) => throw new NotSupportedException();
}
