using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Reports;
using XBot.App.Running;
using XBot.Core.Selection;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Commands;

/// <summary><c>xbot optout</c>: authors who are never replied to.</summary>
internal static class OptOutCommand
{
    public static Command Create(CommandHost host) => new("optout", "Keep the list of authors who are never replied to")
    {
        CreateAdd(host),
        CreateList(host),
        CreateRemove(host),
    };

    private static Command CreateAdd(CommandHost host)
    {
        var handle = HandleArgument();
        var note = new Option<string?>("--note") { Description = "Why, for people" };
        var command = new Command("add", "Never reply to this author again") { handle, note };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var author = OptOut.KeyOf(arguments.GetRequiredValue(handle));
            await using var store = await OpenAsync(context);
            var added = await store.OptOuts.AddAsync(author, arguments.GetValue(note), context.Time.GetUtcNow(), cancellation);
            context.Output.Note(added ? $"@{author} is never replied to from now on" : $"@{author} was on the list already");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateList(CommandHost host)
    {
        var command = new Command("list", "List the authors who are never replied to") { JsonOption.Create() };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var settings = context.Settings;
            await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, cancellation);
            var authors = store is null ? [] : await store.OptOuts.ListAsync(cancellation);
            if (context.Json)
                context.Output.Json(new OptOutReport([.. authors.Select(author => new OptOutEntry(author.Handle, author.Note, Times.Iso(author.At)))]), ReportJson.Default.OptOutReport);
            else if (authors.Count == 0)
                context.Output.Note("the list is empty");
            else
                context.Output.Table(["Author", "Since", "Note"], authors.Select(author => new[] { "@" + author.Handle, Times.Both(author.At, context.Time.GetUtcNow()), author.Note ?? "" }));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateRemove(CommandHost host)
    {
        var handle = HandleArgument();
        var command = new Command("remove", "Take an author off the list") { handle };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            var author = OptOut.KeyOf(arguments.GetRequiredValue(handle));
            await using var store = await OpenAsync(context);
            var removed = await store.OptOuts.RemoveAsync(author, cancellation);
            context.Output.Note(removed ? $"@{author} is off the list" : $"@{author} was not on the list");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> HandleArgument()
    {
        var handle = new Argument<string>("HANDLE") { Description = "The author's handle, with or without @" };
        handle.Validators.Add(result =>
        {
            if (ListText.Handles(result.Tokens[0].Value) is not [_])
                result.AddError($"\"{result.Tokens[0].Value}\" is no handle: 1 to 15 letters, digits or _, with or without @");
        });
        return handle;
    }

    /// <summary>Somebody may ask to be left alone before the runner ever ran: the profile is made then.</summary>
    private static async Task<IRunnerStore> OpenAsync(CommandContext context)
    {
        var settings = context.Settings;
        ProfileFolder.Prepare(settings.ProfileDir);
        return await StoreOpener.OpenAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, context.Time, NullLogger.Instance, context.Cancellation);
    }
}
