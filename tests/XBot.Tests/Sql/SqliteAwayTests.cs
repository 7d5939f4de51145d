using Microsoft.Data.Sqlite;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

/// <summary>The store away while it is in use: told apart from the store that can never serve, and whole again afterwards.</summary>
public sealed class SqliteAwayTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_loses_nothing_and_passes()
    {
        await using var store = await _folder.OpenAsync();
        var reply = await ApprovedAsync(store, 1);
        await store.Database.WithWriterAsync(connection => connection.Scalar("PRAGMA max_page_count = 1"), Ct);
        var move = Move(reply, Core.Replies.ReplyState.Expired) with { Note = new string('x', 100_000), Events = [Event("MOVED")] };
        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Replies.TryApplyAsync(move, Ct));
        Assert.Contains("disk is full", away.Message, StringComparison.Ordinal);
        Assert.Equal(reply, await store.Replies.FindAsync(reply.Id, Ct));
        Assert.Null(await store.Events.LatestAsync("MOVED", Ct));
        Assert.True(await store.Replies.TryApplyAsync(move, Ct));
    }

    [Fact]
    public async Task A_lock_that_stays_is_away_and_reading_goes_on()
    {
        await using var store = await _folder.OpenAsync();
        using var other = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var write = store.Events.AppendAsync(Event("A"), Ct);
            Assert.Null(await store.Events.LatestAsync("A", Ct));
            Assert.Contains("locked", (await Assert.ThrowsAsync<StoreUnavailableException>(() => write)).Message, StringComparison.Ordinal);
        }
        await store.Events.AppendAsync(Event("A"), Ct);
        Assert.NotNull(await store.Events.LatestAsync("A", Ct));
    }

    [Fact]
    public async Task A_file_removed_under_us_takes_no_more_writes()
    {
        await using var store = await _folder.OpenAsync();
        File.Delete(_folder.File);
        Assert.Contains("was removed", (await Assert.ThrowsAsync<StoreRefusedException>(() => store.Events.AppendAsync(Event("A"), Ct))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, true), InlineData(6, true), InlineData(10, true), InlineData(13, true), InlineData(14, true)]
    [InlineData(8, false), InlineData(11, false), InlineData(26, false)]
    public void Each_error_is_one_to_wait_for_or_one_for_a_person(int code, bool away)
    {
        var mapped = SqliteErrors.Map(new SqliteException("said\nso", code), "/profile/xbot.db");
        Assert.Equal(away ? typeof(StoreUnavailableException) : typeof(StoreRefusedException), mapped.GetType());
        Assert.DoesNotContain('\n', mapped.Message);
    }

    [Fact]
    public async Task A_failure_inside_a_transaction_leaves_no_trace_of_it()
    {
        await using var store = await _folder.OpenAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => store.Database.WriteAsync<int>(connection =>
        {
            SqliteEventStore.Append(connection, "r", Event("A"));
            throw new InvalidDataException("half way");
        }, Ct));
        Assert.Null(await store.Events.LatestAsync("A", Ct));
        await store.Events.AppendAsync(Event("B"), Ct);
        Assert.Null(await store.Events.LatestAsync("A", Ct));
    }
}
