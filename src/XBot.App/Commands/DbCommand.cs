using System.CommandLine;
using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.App.Running;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;

namespace XBot.App.Commands;

/// <summary><c>xbot db</c>: the store itself (docs/operations.md).</summary>
internal static class DbCommand
{
    private const string WhatFollows = "the daemon notices that it is another store, and reads your recent replies from X before anything goes out";

    public static Command Create(CommandHost host) => new("db", "Look after the store: back up, restore, check, move")
    {
        Verb(host, "migrate", "Make the store, or bring it to this program's schema", null, (context, _) => MigrateAsync(context)),
        Verb(host, "backup", "Copy the store into a file, beside a running daemon", Argument("FILE", "A file that is not there yet"), BackupAsync),
        Verb(host, "restore", "Put a backup in the store's place; the file that was there is kept beside it", Argument("FILE", "A file made by 'xbot db backup'"), RestoreAsync),
        Verb(host, "check", "Examine every page of the store, and count its rows", null, (context, _) => CheckAsync(context)),
        Verb(host, "import", "Move a store's rows into this one, which must be empty: SQLite to PostgreSQL, or back", Argument("FROM", "An xbot.db file, or a PostgreSQL URL"), ImportAsync),
    };

    private static Argument<string> Argument(string name, string description) => new(name) { Description = description };

    private static Command Verb(CommandHost host, string name, string description, Argument<string>? argument, Func<CommandContext, string, Task> action)
    {
        var command = new Command(name, description) { JsonOption.Create() };
        if (argument is not null)
            command.Add(argument);
        command.SetAction(async (arguments, cancellation) =>
        {
            await action(new CommandContext(host, arguments, cancellation), argument is null ? "" : arguments.GetRequiredValue(argument));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task MigrateAsync(CommandContext context)
    {
        using var held = await HoldAsync(context);
        var store = Store(context);
        var (from, to) = await store.MigrateAsync(context.Cancellation);
        if (context.Json)
            context.Output.Json(new MigrateReport(store.Description, from, to), ReportJson.Default.MigrateReport);
        else
            context.Output.Line(from == to ? $"{store.Description} has schema {to} already" : from == 0 ? $"{store.Description} is made, with schema {to}" : $"{store.Description} went from schema {from} to {to}");
    }

    private static async Task BackupAsync(CommandContext context, string file)
    {
        var target = PathOf(context, file);
        if (Path.Exists(target))
            throw Wrong($"FILE is \"{file}\": it is there already; name a file that is not");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw Wrong($"FILE is \"{file}\": {Path.GetDirectoryName(target)} is no folder; make it first");
        var store = Store(context);
        var tables = await store.BackupAsync(target, context.Cancellation);
        Show(context, new StoreCopyReport(store.Description, target, null, tables), $"{target} holds the store; 'xbot db restore' puts it back");
    }

    private static async Task RestoreAsync(CommandContext context, string file)
    {
        var backup = Existing(context, file, "FILE");
        using var held = await HoldAsync(context);
        var store = Store(context);
        var (aside, tables) = await store.RestoreAsync(backup, context.Cancellation);
        Show(context, new StoreCopyReport(store.Description, backup, aside, tables), $"restored from {backup}{(aside is null ? "" : $"; what was there is {aside} now")}; {WhatFollows}");
    }

    private static async Task ImportAsync(CommandContext context, string from)
    {
        var fromServer = from.Contains("://", StringComparison.Ordinal);
        if (fromServer == context.Settings.DatabaseUrl is not null)
        {
            throw Wrong(fromServer
                ? "FROM is a database and so is DATABASE_URL: between two of them use 'xbot db backup' and 'xbot db restore'; to move it into the profile's file, unset DATABASE_URL"
                : $"FROM is \"{from}\" and DATABASE_URL is not set: between two files use 'xbot db backup' and 'xbot db restore'; to move it into PostgreSQL, set DATABASE_URL");
        }

        if (fromServer && PostgresUrl.Problem(from) is { } problem)
            throw Wrong(problem.Replace("DATABASE_URL", "FROM", StringComparison.Ordinal));
        var source = fromServer ? from : Existing(context, from, "FROM");
        using var held = await HoldAsync(context);
        var store = Store(context);
        var tables = await store.ImportAsync(source, context.Cancellation);
        var name = fromServer ? new Uri(from).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : source;
        Show(context, new StoreCopyReport(store.Description, name, null, tables), $"moved from {name}, counted on both sides; {WhatFollows}");
    }

    private static async Task CheckAsync(CommandContext context)
    {
        var found = await Store(context).CheckAsync(context.Cancellation)
            ?? throw new CommandException(ExitCodes.StoreNotAvailable, "there is no store yet; 'xbot db migrate' makes it, and so does the daemon");
        if (context.Json)
            context.Output.Json(found, ReportJson.Default.StoreCheckup);
        else
        {
            context.Output.Table(["Table", "Rows"], Rows(found.Tables));
            context.Output.Line(string.Create(CultureInfo.InvariantCulture, $"{found.Store}: schema {found.Schema}, {found.Bytes / 1048576.0:0.0} MB{(found.FreeBytes is { } free ? $", {free / 1048576.0:0.0} MB of it free for new rows" : "")}"));
        }

        if (found.Problems is [var problem, ..])
            throw new CommandException(ExitCodes.StoreNotAvailable, $"{found.Store} is damaged ({problem}); restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it");
    }

    private static void Show(CommandContext context, StoreCopyReport report, string note)
    {
        if (context.Json)
            context.Output.Json(report, ReportJson.Default.StoreCopyReport);
        else
            context.Output.Table(["Table", "Rows"], Rows(report.Tables));
        context.Output.Note(note);
    }

    private static IEnumerable<string[]> Rows(IEnumerable<TableCount> counts) => counts.Select(count => new[] { count.Table, count.Rows.ToString(CultureInfo.InvariantCulture) });

    private static StoreKeeping Store(CommandContext context) =>
        new(context.Settings.DatabaseUrl, context.Settings.ProfileDir, context.Settings.RunnerId, context.Time, context.Output.Note);

    /// <summary>No daemon may have the store open while it is exchanged.</summary>
    private static Task<InstanceLock> HoldAsync(CommandContext context)
    {
        ProfileFolder.Prepare(context.Settings.ProfileDir);
        var holder = InstanceLock.TryTake(context.Settings.ProfileDir, InstanceRole.Command, context.Time, out var other);
        return holder is not null ? Task.FromResult(holder)
            : other is { Role: InstanceRole.Daemon } ? throw InstanceLock.Refuse(context.Settings.ProfileDir, other)
            : InstanceLock.TakeAsync(context.Settings.ProfileDir, InstanceRole.Command, context.Time, context.Cancellation);
    }

    private static string PathOf(CommandContext context, string path) => Path.GetFullPath(path, context.Host.WorkingDirectory);

    private static string Existing(CommandContext context, string path, string name)
    {
        var full = PathOf(context, path);
        return File.Exists(full) ? full : throw Wrong($"{name} is \"{path}\": {(Directory.Exists(full) ? "it is a folder" : "there is no such file")}; name a file");
    }

    private static CommandException Wrong(string message) => new(ExitCodes.ConfigurationInvalid, message);
}
