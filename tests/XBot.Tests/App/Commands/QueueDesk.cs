using System.Text.Json;
using XBot.App.Running;
using XBot.Core.Fleet;
using XBot.Core.Replies;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Commands;

/// <summary>A person at the queue: a profile with an account, drafts and candidates, a few minutes after noon.</summary>
internal sealed class QueueDesk : IDisposable
{
    private QueueDesk() => Runner = new RunnerFolder(("X_BASE_URL", StoreFacts.Account.Origin), ("USER", "ann"));

    public RunnerFolder Runner { get; }
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="drafts">Replies 1 to that number are DRAFTED; posts 11 and 12 wait for somebody to write.</param>
    public static async Task<QueueDesk> WithAsync(int drafts)
    {
        var desk = new QueueDesk();
        desk.Runner.Host.Time.SetUtcNow(StoreFacts.Noon.AddMinutes(5));
        var binding = new ProfileBinding(desk.Runner.Profile, desk.Runner.Host.Time);
        binding.Bind(StoreFacts.Account.Origin);
        binding.BindAccount(StoreFacts.Account.AccountId);
        await using var store = await desk.Runner.OpenAsync();
        for (var i = 1; i <= drafts; i++)
            await store.Replies.AddAsync(StoreFacts.Draft(i, 90 - i), Ct);
        await store.Candidates.SaveAsync(StoreFacts.Account.Origin, [StoreFacts.Candidate(11, 80), StoreFacts.Candidate(12, 60)], Ct);
        return desk;
    }

    /// <summary>Runs a command that must end with <paramref name="code"/> and returns what it told people.</summary>
    public async Task<string> RunAsync(int code, params string[] args)
    {
        var host = Runner.Host;
        var before = host.Stderr.Length;
        var ended = await host.RunAsync(["queue", .. args]);
        var told = host.Stderr[before..];
        Assert.True(code == ended, $"ended with {ended}: {told}");
        return told;
    }

    public async Task<Reply> ReplyAsync(long id)
    {
        await using var store = await Runner.OpenAsync();
        return (await store.Replies.FindAsync(id, Ct))!;
    }

    public async Task<JsonElement> EventAsync(string type)
    {
        await using var store = await Runner.OpenAsync();
        return JsonDocument.Parse((await store.Events.LatestAsync(type, Ct))!.Data.ToJsonString()).RootElement;
    }

    /// <summary>Something else moves the replies on, as a daemon would.</summary>
    public async Task MoveAsync(long id, params Func<Reply, ReplyTransition>[] steps)
    {
        await using var store = await Runner.OpenAsync();
        foreach (var step in steps)
            Assert.True(await store.Replies.TryApplyAsync(step((await store.Replies.FindAsync(id, Ct))!), Ct));
    }

    /// <summary>The daemon sent it, and nobody could tell what became of it.</summary>
    public async Task DoubtAsync(long id)
    {
        var at = Runner.Now;
        await MoveAsync(id, reply => ReplyLife.Approve(reply, "ann", at));
        long token;
        await using (var store = await Runner.OpenAsync())
        {
            token = (await store.Fleet.TakeAsync(StoreFacts.Account, "profile", LeaseTerms.Default, Ct)).Token;
            Assert.Equal(id, (await store.Replies.ClaimAsync(StoreFacts.Account, new Lease("t", at.AddMinutes(3)), at, [], Ct))!.Id);
        }

        await MoveAsync(id, reply => ReplyLife.CommitClick(reply, token, at), reply => ReplyLife.Doubt(reply, "no answer", at), reply => ReplyLife.AskPerson(reply, "not seen", at));
    }

    /// <summary>An editor that puts this text in place of what it is given.</summary>
    public void EditWith(string text)
    {
        var script = Path.Combine(Runner.Profile, "editor.sh");
        File.WriteAllText(script, $"#!/bin/sh\ncp \"$2\" '{Path.Combine(Runner.Profile, "given.txt")}'\nprintf '%s\\n' '{text}' >\"$2\"\n");
        Runner.Host.With("EDITOR", $"sh '{script}' --wait");
    }

    /// <summary>What the editor was given.</summary>
    public string Given => File.ReadAllText(Path.Combine(Runner.Profile, "given.txt"));

    public void Dispose() => Runner.Dispose();
}
