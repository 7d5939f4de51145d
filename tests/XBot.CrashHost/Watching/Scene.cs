namespace XBot.CrashHost.Watching;

/// <summary>What the hands are at, so that what passes on the wire can be told apart.</summary>
internal sealed class Scene
{
    private volatile bool _preparing, _submitting, _submitted;

    public bool IsPreparing
    {
        get => _preparing;
        set => _preparing = value;
    }

    public bool IsSubmitting
    {
        get => _submitting;
        set => (_submitting, _submitted) = (value, _submitted || value);
    }

    /// <summary>A click was handed over for the reply that is in work.</summary>
    public bool WasSubmitted
    {
        get => _submitted;
        set => _submitted = value;
    }
}
