using XBot.Chrome.Cdp;

namespace XBot.Chrome.Pages;

/// <summary>
/// What the main frame loads. A loader is Chrome's name for one load of one document; a page that redirects itself by script goes
/// through several before it rests.
/// </summary>
internal sealed class PageLoads(string frameId)
{
    private readonly Lock _lock = new();
    private readonly List<Load> _watches = [];

    public void Handle(CdpEvent happened)
    {
        switch (happened.Method)
        {
            case CdpEvents.FrameNavigated:
                var frame = CdpMessage.Read<FrameNavigated>(happened.Params).Frame;
                if (frame.Id == frameId)
                    Each(load => load.Committed(frame.LoaderId));
                break;
            case CdpEvents.Lifecycle:
                var stage = CdpMessage.Read<LifecycleEvent>(happened.Params);
                if (stage.FrameId == frameId && stage.Name == "DOMContentLoaded")
                    Each(load => load.Loaded(stage.LoaderId));
                break;
            case CdpEvents.ResponseReceived:
                // The request of a document carries the id of its loader.
                var received = CdpMessage.Read<ResponseReceived>(happened.Params);
                Each(load => load.Answered(received.RequestId, received.Response.Status));
                break;
        }
    }

    /// <summary>Follows the loads from now until disposed.</summary>
    public Load Follow()
    {
        var load = new Load(this);
        lock (_lock)
            _watches.Add(load);
        return load;
    }

    private void Each(Action<Load> tell)
    {
        Load[] watches;
        lock (_lock)
            watches = [.. _watches];
        foreach (var watch in watches)
            tell(watch);
    }

    internal sealed class Load(PageLoads loads) : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> _committed = [];
        private readonly HashSet<string> _loaded = [];
        private readonly Dictionary<string, int> _statuses = [];
        private string? _first;

        /// <summary>The document asked for, or the one it went on to, has loaded.</summary>
        public Task Done => _done.Task;

        /// <summary>HTTP status of the last document.</summary>
        public int? Status
        {
            get
            {
                lock (_lock)
                    return _committed is [.., var last] && _statuses.TryGetValue(last, out var status) ? status : null;
            }
        }

        /// <summary>The loader that our navigation was given; what loaded before it was the old document.</summary>
        public void Await(string loaderId) => Change(() => _first = loaderId);

        public void Committed(string loaderId) => Change(() => _committed.Add(loaderId));

        public void Loaded(string loaderId) => Change(() => _loaded.Add(loaderId));

        public void Answered(string requestId, int status) => Change(() => _statuses[requestId] = status);

        public void Dispose()
        {
            lock (loads._lock)
                loads._watches.Remove(this);
        }

        private void Change(Action change)
        {
            lock (_lock)
            {
                change();
                var first = _first is null ? -1 : _committed.IndexOf(_first);
                if (first >= 0 && _committed.Skip(first).Any(_loaded.Contains))
                    _done.TrySetResult();
            }
        }
    }
}
