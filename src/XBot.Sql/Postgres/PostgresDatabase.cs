using Npgsql;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>
/// A bounded pool of connections. Cancellation counts until the first statement is sent; from then on the server's statement timeout
/// bounds it, so that a transaction ends by commit or rollback and its outcome is told.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    public const int MaxConnections = 8;
    private const int ConnectSeconds = 5;
    private const int StatementSeconds = 5;
    private const int Statements = 64;

    private readonly NpgsqlDataSource _source;

    /// <param name="connections">At most so many at once.</param>
    /// <param name="patient">Whole tables are read or written: statements may take as long as they need.</param>
    public PostgresDatabase(NpgsqlConnectionStringBuilder url, string runnerId, int connections = MaxConnections, bool patient = false)
    {
        var statement = patient ? 0 : StatementSeconds;
        Name = $"PostgreSQL {url.Host}/{url.Database}";
        var settings = new NpgsqlConnectionStringBuilder(url.ConnectionString)
        {
            ApplicationName = $"xbot {runnerId}",
            MaxPoolSize = connections,
            Timeout = Math.Min(url.Timeout, ConnectSeconds),
            // Twice the server's own limit: the server should be the one who says that it took too long.
            CommandTimeout = 2 * statement,
            KeepAlive = 30,
            // The same statements come each cycle, and planning one costs more than running it.
            MaxAutoPrepare = url.MaxAutoPrepare > 0 ? url.MaxAutoPrepare : Statements,
            Timezone = "UTC",
            Options = $"-c statement_timeout={statement}s -c lock_timeout={StatementSeconds}s -c idle_in_transaction_session_timeout={2 * statement}s",
        };
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        _source = builder.Build();
    }

    /// <summary>For people: no user, no password.</summary>
    public string Name { get; }

    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken ct) => Guarded(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        // A pooled connection is handed out without a look at the token.
        ct.ThrowIfCancellationRequested();
        return await query(connection);
    });

    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct) => Guarded(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        ct.ThrowIfCancellationRequested();
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var result = await work(connection);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreRefusedException or StoreUnavailableException))
        {
            var mapped = PostgresErrors.Map(error, Name);
            if (ReferenceEquals(mapped, error))
                throw;
            throw mapped;
        }
    }
}
