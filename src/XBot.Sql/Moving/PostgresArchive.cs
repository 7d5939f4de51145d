using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Npgsql;
using XBot.Core.Stores;
using XBot.Sql.Postgres;

namespace XBot.Sql.Moving;

/// <summary>
/// A backup of a whole PostgreSQL store, every runner's rows: a zip with each table as COPY writes it, and <c>xbot.json</c> about them. Made in one
/// snapshot beside whoever writes; put back in one transaction, at the schema it was made with, which is then brought forward.
/// </summary>
internal static partial class PostgresArchive
{
    public const string Manifest = "xbot.json";
    private const int Format = 1;
    private const int Chunk = 64 * 1024;

    /// <summary>The caller moves <paramref name="file"/> to its place: it is not whole before this returns.</summary>
    public static async Task<IReadOnlyList<TableCount>> WriteAsync(NpgsqlConnection server, string store, string file, TimeProvider time, Action<string> progress, CancellationToken ct)
    {
        await using var snapshot = await server.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var schema = await PostgresMigrator.VersionOfAsync(server, store);
        if (schema == 0)
            throw new StoreRefusedException($"there is no store to back up in {store}");
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.ReadWrite);
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var tables = new List<ArchivedTable>();
            foreach (var table in await PostgresCounts.TablesOfAsync(server))
            {
                tables.Add(await WriteTableAsync(server, zip, table, ct));
                progress($"{table}: {tables[^1].Rows} rows");
            }

            var about = new ArchiveManifest(Format, schema, await PostgresCounts.MetaAsync(server, "origin"), time.GetUtcNow(), tables);
            await using var entry = await zip.CreateEntry(Manifest).OpenAsync(ct);
            await JsonSerializer.SerializeAsync(entry, about, ArchiveJson.Default.ArchiveManifest, ct);
        }

        stream.Flush(flushToDisk: true);
        return [.. (await ReadManifestAsync(file, ct)).Tables.Select(table => new TableCount(table.Table, table.Rows))];
    }

    /// <summary>Into a database without a store; all or nothing.</summary>
    public static async Task<IReadOnlyList<TableCount>> RestoreAsync(NpgsqlConnection server, string store, string file, TimeProvider time, Action<string> progress, CancellationToken ct)
    {
        var about = await ReadManifestAsync(file, ct);
        await using var zip = await ZipFile.OpenReadAsync(file, ct);
        await using var writing = await server.BeginTransactionAsync(ct);
        if (await PostgresMigrator.VersionOfAsync(server, store) > 0)
            throw new StoreRefusedException($"{store} holds a store already: nothing was changed; make an empty database (createdb) and name it in DATABASE_URL");
        await PostgresMigrator.ApplyAsync(server, store, time, upTo: about.Schema);
        foreach (var table in about.Tables)
        {
            await ReadTableAsync(server, zip, table, file, ct);
            progress($"{table.Table}: {table.Rows} rows");
        }

        await PostgresMigrator.ApplyAsync(server, store, time, upTo: PostgresMigrator.Newest);
        await PostgresCounts.MarkRestoredAsync(server, RandomNumberGenerator.GetHexString(32, lowercase: true), time.GetUtcNow(), about.Origin);
        await writing.CommitAsync(CancellationToken.None);
        return [.. about.Tables.Select(table => new TableCount(table.Table, table.Rows))];
    }

    private static async Task<ArchivedTable> WriteTableAsync(NpgsqlConnection server, ZipArchive zip, string table, CancellationToken ct)
    {
        var columns = (await PostgresCounts.ColumnsAsync(server, table)).Select(column => column.Name).ToList();
        long rows = 0;
        using var sum = SHA256.Create();
        await using (var entry = await zip.CreateEntry(NameOf(table), CompressionLevel.Fastest).OpenAsync(ct))
        await using (var summing = new CryptoStream(entry, sum, CryptoStreamMode.Write))
        await using (var writer = new StreamWriter(summing, new UTF8Encoding(false), Chunk))
        using (var reader = await server.BeginTextExportAsync($"COPY {table} ({string.Join(", ", columns)}) TO STDOUT", ct))
            rows = await PassAsync(reader, writer, ct);
        return new ArchivedTable(table, columns, rows, Convert.ToHexStringLower(sum.Hash!));
    }

    private static async Task ReadTableAsync(NpgsqlConnection server, ZipArchive zip, ArchivedTable table, string file, CancellationToken ct)
    {
        try
        {
            using var sum = SHA256.Create();
            long rows;
            await using (var entry = await (zip.GetEntry(NameOf(table.Table)) ?? throw NotWhole(file)).OpenAsync(ct))
            await using (var summing = new CryptoStream(entry, sum, CryptoStreamMode.Read))
            {
                using var reader = new StreamReader(summing, new UTF8Encoding(false, throwOnInvalidBytes: true), false, Chunk);
                await using var writer = await server.BeginTextImportAsync($"COPY {table.Table} ({string.Join(", ", table.Columns)}) FROM STDIN", ct);
                rows = await PassAsync(reader, writer, ct);
            }

            if (rows != table.Rows || await PostgresCounts.CountAsync(server, table.Table) != rows || Convert.ToHexStringLower(sum.Hash!) != table.Sha256)
                throw NotWhole(file);
            await PostgresCounts.ContinueNumbersAsync(server, table.Table, await PostgresCounts.ColumnsAsync(server, table.Table));
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException || error is PostgresException { SqlState: var state } && state[..2] is "22" or "23" or "42")
        {
            throw NotWhole(file, error);
        }
    }

    /// <summary>COPY escapes line ends within a row: each one left ends a row.</summary>
    private static async Task<long> PassAsync(TextReader reader, TextWriter writer, CancellationToken ct)
    {
        var buffer = new char[Chunk];
        long rows = 0;
        while (await reader.ReadAsync(buffer, ct) is > 0 and var read)
        {
            rows += buffer.AsSpan(0, read).Count('\n');
            await writer.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return rows;
    }

    private static async Task<ArchiveManifest> ReadManifestAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(file, ct);
            if (zip.GetEntry(Manifest) is not { } entry)
                throw new StoreRefusedException($"{file} is no backup of a PostgreSQL store: nothing was changed");
            await using var stream = await entry.OpenAsync(ct);
            var about = await JsonSerializer.DeserializeAsync(stream, ArchiveJson.Default.ArchiveManifest, ct) ?? throw NotWhole(file);
            if (about.Format > Format || about.Schema > PostgresMigrator.Newest)
                throw new StoreRefusedException($"{file} has schema {about.Schema}, this program knows up to {PostgresMigrator.Newest}: nothing was changed; restore it with the newer program");
            return about.Schema > 0 && about.Tables.All(table => StoreTables.Names.Contains(table.Table) && table.Columns.All(column => Word().IsMatch(column))) ? about : throw NotWhole(file);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            throw NotWhole(file, error);
        }
    }

    private static StoreRefusedException NotWhole(string file, Exception? inner = null) => new($"{file} is damaged or not whole: nothing was changed; take another backup", inner!);

    private static string NameOf(string table) => table + ".copy";

    [GeneratedRegex("^[a-z_]+$")]
    private static partial Regex Word();
}

/// <param name="Sha256">Of the table's text.</param>
internal sealed record ArchivedTable(string Table, IReadOnlyList<string> Columns, long Rows, string Sha256);

internal sealed record ArchiveManifest(int Format, int Schema, string? Origin, DateTimeOffset MadeAt, IReadOnlyList<ArchivedTable> Tables);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
