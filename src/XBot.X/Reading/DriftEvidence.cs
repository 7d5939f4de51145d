using System.Text.Json;
using XBot.Core.Drift;
using XBot.Core.Harvesting;
using XBot.Core.Sessions;
using XBot.X.Evidence;

namespace XBot.X.Reading;

/// <summary>Keeps a page on which the readers do not agree with the network, or find nothing: what a person needs to mend a selector.</summary>
public sealed class DriftEvidence(SnapshotReader snapshots, EvidenceFolder folder)
{
    public async Task<ArtifactPaths> KeepAsync(HarvestSource source, IReadOnlyList<DriftSign> signs, CancellationToken ct) => folder.Keep(
        $"drift-{source.Kind}-{signs[0].Name}",
        await snapshots.TakeAsync(ct).ConfigureAwait(false),
        JsonSerializer.Serialize(signs, ReadingJson.Default.IReadOnlyListDriftSign));
}
