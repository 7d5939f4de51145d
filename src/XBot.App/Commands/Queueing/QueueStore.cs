using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Running;
using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Commands.Queueing;

/// <summary>What the commands of the queue need of profile and store.</summary>
internal static class QueueStore
{
    public const string MovedOn = "it moved on meanwhile; 'xbot queue show' tells where";

    /// <summary>For writing, beside a daemon.</summary>
    public static Task<IRunnerStore> OpenAsync(CommandContext context)
    {
        var settings = context.Settings;
        return StoreOpener.OpenAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, context.Time, NullLogger.Instance, context.Cancellation);
    }

    /// <summary>The account that the profile belongs to.</summary>
    /// <exception cref="CommandException">None was seen yet.</exception>
    public static AccountKey Account(CommandContext context)
    {
        var settings = context.Settings;
        var bound = Directory.Exists(settings.ProfileDir) ? new ProfileBinding(settings.ProfileDir, context.Time).Read() : null;
        if (bound?.AccountId is not { } account)
            throw new CommandException(ExitCodes.SessionNotValid, "no account was seen on this profile yet: './xbot login' signs in");
        return bound.Origin == settings.Site.Origin
            ? new AccountKey(bound.Origin, account)
            : throw new CommandException(ExitCodes.ConfigurationInvalid, $"X_BASE_URL is \"{settings.Site.Origin}\": the profile {settings.ProfileDir} belongs to {bound.Origin}");
    }
}
