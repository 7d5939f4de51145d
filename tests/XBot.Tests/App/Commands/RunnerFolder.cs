using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;
using XBot.Sql;
using XBot.Testing;

namespace XBot.Tests.App.Commands;

/// <summary>A profile with a real store in it, and commands that look at it in-process at noon.</summary>
internal sealed class RunnerFolder : IDisposable
{
    private readonly TempFolder _folder = new("a profile");

    public RunnerFolder(params IEnumerable<(string Name, string Value)> variables)
    {
        Host = new TestHost(variables).With("RUNNER_PROFILE_DIR", Profile);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Profile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public TestHost Host { get; }
    public string Profile => _folder.Path;
    public string Database => Path.Combine(Profile, StoreOpener.FileName);
    public DateTimeOffset Now => Host.Time.GetUtcNow();

    public async Task<IRunnerStore> OpenAsync() =>
        await StoreOpener.OpenAsync(null, Profile, "desk-1", Host.Time, null, TestContext.Current.CancellationToken);

    public async Task<string> StoreIdAsync()
    {
        await using var store = await OpenAsync();
        return store.StoreId;
    }

    public async Task AppendAsync(params IEnumerable<RunnerEvent> events)
    {
        await using var store = await OpenAsync();
        foreach (var entry in events)
            await store.Events.AppendAsync(entry, TestContext.Current.CancellationToken);
    }

    public async Task BeatAsync(RunnerStatus status, DateTimeOffset at, JsonObject details)
    {
        await using var store = await OpenAsync();
        await store.Heartbeats.RecordAsync(new Heartbeat(status, status == RunnerStatus.Ok ? 0 : 3, status == RunnerStatus.Ok ? null : "it broke", details, at), TestContext.Current.CancellationToken);
    }

    /// <summary>Does what a daemon does to the profile until it is disposed.</summary>
    /// <param name="since">A day ago unless given.</param>
    public IDisposable HoldAs(string role, int pid = 4711, DateTimeOffset? since = null)
    {
        File.WriteAllText(_folder.File("instance.json"), $$"""{"pid":{{pid}},"role":"{{role}}","since":"{{since ?? Now.AddDays(-1):O}}"}""");
        var held = new FileStream(_folder.File("instance.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
            foreach (var file in (string[])["instance.json", "instance.lock"])
                File.SetUnixFileMode(_folder.File(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return held;
    }

    /// <summary>Runs a command that must end well and print JSON alone.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args) => await JsonAsync(0, args);

    public async Task<JsonElement> JsonAsync(int code, params string[] args)
    {
        var before = Host.Stdout.Length;
        Assert.Equal(code, await Host.RunAsync([.. args, "--json"]));
        using var json = JsonDocument.Parse(Host.Stdout[before..]);
        return json.RootElement.Clone();
    }

    public void Dispose()
    {
        Host.Dispose();
        _folder.Dispose();
    }
}
