using Microsoft.Extensions.Logging;

namespace XBot.Sql;

internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "store: applied {Migration} to {Store}")]
    public static partial void Migrated(ILogger logger, string migration, string store);
}
