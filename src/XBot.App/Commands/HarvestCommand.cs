using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Reports;
using XBot.Core.Harvesting;
using XBot.Core.Sessions;

namespace XBot.App.Commands;

/// <summary><c>xbot harvest</c>: reads candidates and judges them; posts nothing, so it runs while paused or frozen too.</summary>
internal static class HarvestCommand
{
    public static Command Create(CommandHost host)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Store nothing" };
        var url = new Option<string?>("--url") { Description = "Read this page alone, as it stands (a path on the site, such as /home)", HelpName = "PATH" };
        var loggedOut = new Option<bool>("--allow-logged-out") { Description = "Read whatever the session is (with --dry-run only)" };
        var command = new Command("harvest", "Read posts from the sources and tell which are worth a reply") { dryRun, url, loggedOut, JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(
            new CommandContext(host, arguments, cancellation),
            new ReadPostsRequest(arguments.GetValue(url), arguments.GetValue(loggedOut), Store: !arguments.GetValue(dryRun))));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ReadPostsRequest request)
    {
        if (request.AllowLoggedOut && request.Store)
            throw new CommandException(ExitCodes.ConfigurationInvalid, "--allow-logged-out reads only: give --dry-run with it");
        if (request.Path is { } path && !path.StartsWith('/'))
            throw new CommandException(ExitCodes.ConfigurationInvalid, $"--url is \"{path}\": allowed is a path on {context.Settings.Site.Origin}, such as /home");
        await using var access = await RunnerAccess.OpenAsync(context);
        var read = await access.Operations.ReadPostsAsync(request, context.Cancellation);
        if (read.Session is { State: not SessionState.Ok } session)
            throw new CommandException(ExitCodes.SessionNotValid, $"the session is {session.State.Name()}: {session.Reason}; nothing was read");
        if (context.Json)
            context.Output.Json(HarvestJsonReport.Of(read.Pages), HarvestJson.Default.HarvestJsonReport);
        else
            Describe(context.Output, read.Pages);
        return ExitCodeOf(context.Output, read.Pages);
    }

    private static int ExitCodeOf(Output output, IReadOnlyList<ReadPage> pages)
    {
        foreach (var page in pages.Where(page => page.Outcome != HarvestOutcome.Read || page.Detail is not null))
            output.Note($"xbot: {page.Source}: {Words(page.Outcome)}{(page.Detail is null ? "" : ": " + page.Detail)}");
        return pages.Any(page => page.Outcome == HarvestOutcome.SessionRefused) ? ExitCodes.SessionNotValid
            : pages.Any(page => page.Outcome is HarvestOutcome.NeverLoaded) ? ExitCodes.UnexpectedError
            : ExitCodes.Done;
    }

    private static string Words(HarvestOutcome outcome) => outcome switch
    {
        HarvestOutcome.Read => "read",
        HarvestOutcome.Empty => "there is no post",
        HarvestOutcome.NeverLoaded => "the page did not come up",
        HarvestOutcome.Partial => "read in part",
        _ => "the session was refused",
    };

    private static void Describe(Output output, IReadOnlyList<ReadPage> pages)
    {
        var posts = pages.SelectMany(page => page.Posts).ToArray();
        output.Table(
            ["Verdict", "Score", "Posted", "Author", "Text"],
            posts.Select(post => new[]
            {
                post.Verdict, post.Eligible ? FormattableString.Invariant($"{post.Score:0}") : "-", Times.Iso(post.Post.PostedAt), "@" + post.Post.AuthorHandle, ShortText.Of(post.Post.Text, 60),
            }));
        output.Line($"{posts.Length} posts, {posts.Count(post => post.Eligible)} eligible");
    }
}
