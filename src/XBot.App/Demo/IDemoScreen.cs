namespace XBot.App.Demo;

/// <summary>Where the demo's progress is shown.</summary>
internal interface IDemoScreen
{
    /// <summary>Runs the work with the screen up.</summary>
    Task WhileUpAsync(Func<Task> work);

    /// <summary>Something of the demo itself happened.</summary>
    void Say(string text);

    /// <summary>The state of things; called a few times a second.</summary>
    void Show(DemoSnapshot seen);
}
