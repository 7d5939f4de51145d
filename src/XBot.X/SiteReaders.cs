using Microsoft.Extensions.Logging;
using XBot.Chrome;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Evidence;
using XBot.X.Reading;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X;

/// <summary>The room's eyes, put together for one site, one profile and one Chrome.</summary>
public sealed class SiteReaders
{
    /// <summary>Throws <see cref="SelectorFileException"/> when the owner's selectors cannot be used.</summary>
    public SiteReaders(ChromeKeeper keeper, RunnerSettings settings, TimeProvider time, ILoggerFactory logs)
        : this(new SitePage(keeper), settings, SessionOptions.For(settings.Site), ReadingOptions.For(settings.Site), time, logs) =>
        Browser = new ChromeBrowserCheck(keeper);

    public SiteReaders(SitePage page, RunnerSettings settings, SessionOptions session, ReadingOptions reading, TimeProvider time, ILoggerFactory logs)
    {
        var evidence = new EvidenceOptions { ProfileDir = settings.ProfileDir };
        Page = page;
        Book = SelectorBook.Load(settings.SelectorsFile);
        Limits = new RateLimitMemory(time, session.RateLimitLasts);
        Evidence = new EvidenceFolder(evidence, time, logs.CreateLogger<EvidenceFolder>());
        Snapshots = new SnapshotReader(page, evidence, logs.CreateLogger<SnapshotReader>());
        SessionReader = new SessionReader(page, Book, settings.Site, session, Limits, time);
        Session = new SessionCheck(page, SessionReader, Snapshots, Evidence, Limits, settings.Site, session, time);
        Dom = new DomReader(page, Book);
        Posts = new PostReader(page, Dom, SessionReader, Limits, new DriftEvidence(Snapshots, Evidence), Book, settings.Site, reading, time, logs.CreateLogger<PostReader>());
    }

    public SitePage Page { get; }

    /// <summary>Core's browser check; null when the page did not come from a keeper.</summary>
    public ChromeBrowserCheck? Browser { get; }

    public SelectorBook Book { get; }
    public RateLimitMemory Limits { get; }
    public EvidenceFolder Evidence { get; }
    public SnapshotReader Snapshots { get; }
    public SessionReader SessionReader { get; }
    public SessionCheck Session { get; }
    public DomReader Dom { get; }
    public PostReader Posts { get; }
}
