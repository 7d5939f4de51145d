using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.Core.Drafting;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.App.Commands.Queueing;

/// <summary><c>xbot queue candidates</c> and <c>queue write</c>: posts that wait for a reply, and a person who writes it. What they write is approved with it, in one step.</summary>
internal static class QueueWrite
{
    private const int Most = 10_000;

    public static Command CreateCandidates(CommandHost host)
    {
        var command = new Command("candidates", "List the posts that a reply can be written for") { JsonOption.Create() };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var posts = await CandidateReader.ListAsync(context.Settings, QueueStore.Account(context), context.Time, cancellation);
            if (context.Json)
                context.Output.Json(new CandidatesReport([.. posts.Select(WaitingPost.Of)]), ReportJson.Default.CandidatesReport);
            else if (posts.Count == 0)
                context.Output.Note("no post waits for a reply: 'xbot harvest' or the daemon looks for some");
            else
                CandidateSheet.Table(posts, context.Output, context.Time.GetUtcNow());
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Create(CommandHost host)
    {
        var id = new Argument<string>("POST_ID") { Description = "The post's id, from 'queue candidates'" };
        var text = PersonsText.Option();
        var command = new Command("write", "Write a reply yourself; it is approved with that") { id, text };
        command.SetAction((arguments, cancellation) =>
            RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetRequiredValue(id), arguments.GetValue(text)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string id, string? given)
    {
        var (settings, ct) = (context.Settings, context.Cancellation);
        var account = QueueStore.Account(context);
        await using var store = await QueueStore.OpenAsync(context);
        var candidate = await FindAsync(store, account, id, ct);
        if (await new WantedPosts(settings, store, context.Time).RefusalAsync(candidate, account, ct) is { } refusal)
            throw new CommandException($"no reply can be written for {id}: {refusal}");

        var about = $"@{candidate.Post.AuthorHandle}, {Times.Ago(candidate.Post.PostedAt, context.Time.GetUtcNow())}, {candidate.Post.Permalink}\n\n{candidate.Post.Text}";
        if (await PersonsText.ReadAsync(context, given, "", about) is not { } text)
            throw new CommandException("nothing was written");
        var now = context.Time.GetUtcNow();
        if (ReplyText.Problem(text, settings, await RecentTexts.ReadAsync(store.Replies, settings, account, null, now, ct)) is { } problem)
            throw new CommandException(problem);
        var draft = new NewReply(account, candidate.Post, text, candidate.Score, candidate.ScoreReason, now + settings.DraftExpiry, now, Person.Name(context.Host));
        var reply = await store.Replies.AddAsync(draft, ct) ?? throw new CommandException($"post {id} has a reply already: 'xbot queue list --all'");
        context.Output.Note($"reply {reply.Id}: written and approved");
        return ExitCodes.Done;
    }

    private static async Task<Candidate> FindAsync(IRunnerStore store, AccountKey account, string id, CancellationToken ct)
    {
        var open = await store.Candidates.OpenAsync(account, DateTimeOffset.UnixEpoch, Most, ct);
        if (open.FirstOrDefault(candidate => candidate.Post.Id == id) is { } found)
            return found;
        if ((await store.Replies.KnownTargetsAsync(account, [id], ct)).Count > 0)
            throw new CommandException($"post {id} has a reply already: 'xbot queue list --all'");
        throw new CommandException(ExitCodes.ConfigurationInvalid, $"there is no post \"{id}\" to write for; 'xbot queue candidates' shows those there are");
    }
}
