using System.Globalization;
using Npgsql;
using XBot.Core.Replies;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;

namespace XBot.Bench.Claims;

/// <summary>Two hundred runners that claim replies of accounts of their own, against a bare loop that takes rows of a bare table.</summary>
internal sealed class FleetClaims : IBenchmark
{
    private const int Runners = 200;
    private const int Connections = 50;
    private const string Origin = "https://x.com";

    public string Name => "fleet-claims";
    public string Compares => "a claim by one of 200 runners over at most 50 connections, beside a bare `FOR UPDATE SKIP LOCKED` update of a bare table with as many rows";
    public double? Goal => 1.5;
    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        await using var server = new PostgresServer();
        if (server.Missing is { } missing)
            throw new InvalidOperationException(missing);
        var perRunner = Math.Max(1, (int)(20 * scale));
        const int rounds = 5;
        var url = await server.CreateDatabaseAsync(ct);
        var settings = new NpgsqlConnectionStringBuilder(PostgresUrl.Parse(url).ConnectionString) { MaxPoolSize = Connections, Timeout = 60 };
        await using var bare = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var store = await PostgresRunnerStore.OpenAsync(url, "bench", TimeProvider.System, null, Connections, ct);
        await FillAsync(bare, perRunner * rounds * 2, ct);
        var leases = new LeaseMaker("bench", LeaseMaker.Default, TimeProvider.System);

        var (ours, floor) = await Rounds.CompareAsync(
            rounds,
            () => EachAsync(perRunner, async account =>
            {
                if (await store.Replies.ClaimAsync(account, leases.Next(), TimeProvider.System.GetUtcNow(), [], ct) is null)
                    throw new InvalidOperationException("the queue is empty: the benchmark measures nothing");
            }),
            () => EachAsync(perRunner, account => BareAsync(bare, account, ct)));
        var claims = Runners * perRunner;
        return new Comparison(ours / claims, floor / claims, "µs per claim",
            string.Create(CultureInfo.InvariantCulture, $"{claims / (ours / 1e6):0} claims per second against {claims / (floor / 1e6):0}; {Runners} runners, {Connections} connections"));
    }

    private static Task EachAsync(int claims, Func<AccountKey, Task> claim) => Task.WhenAll(Enumerable.Range(0, Runners).Select(async runner =>
    {
        var account = new AccountKey(Origin, runner.ToString(CultureInfo.InvariantCulture));
        for (var n = 0; n < claims; n++)
            await claim(account);
    }));

    /// <summary>What somebody would write who needs a queue and nothing else.</summary>
    private static async Task BareAsync(NpgsqlDataSource source, AccountKey account, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand("""
            UPDATE bare SET state = 'SENDING' WHERE id = (SELECT id FROM bare WHERE account = $1 AND state = 'APPROVED' ORDER BY score DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id
            """, connection) { Parameters = { new NpgsqlParameter { Value = account.AccountId } } })
        {
            if (await command.ExecuteScalarAsync(ct) is null)
                throw new InvalidOperationException("the bare queue is empty: the benchmark measures nothing");
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task FillAsync(NpgsqlDataSource source, int perAccount, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"""
            INSERT INTO replies (origin, account_id, target_id, target_author, target_text, target_posted_at, state, text, score, reason, approved_by, expires_at, created_at, updated_at, runner_id)
            SELECT '{Origin}', a::text, n::text, 'author' || n, repeat('what the post says ', 10), now(), 'APPROVED', repeat('what we say ', 10), (n * 37 % 100), 'reach 20 + fresh 30', 'ann', now() + interval '2 hours', now(), now(), 'bench'
            FROM generate_series(0, {Runners - 1}) AS a, generate_series(1, {perAccount.ToString(CultureInfo.InvariantCulture)}) AS n;
            CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text NOT NULL, state text NOT NULL, score double precision NOT NULL);
            CREATE INDEX bare_next ON bare (account, state, score DESC, id);
            INSERT INTO bare (account, state, score) SELECT account_id, state, score FROM replies;
            ANALYZE;
            """);
        await command.ExecuteNonQueryAsync(ct);
    }
}
