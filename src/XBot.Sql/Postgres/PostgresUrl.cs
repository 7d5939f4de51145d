using System.Globalization;
using Npgsql;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>
/// <c>postgres://user:password@host:5432/database?sslmode=verify-full&amp;sslrootcert=/path/ca.pem</c>; what is special in user or
/// password is percent-encoded. A socket directory goes into <c>?host=/run/postgresql</c>. Messages never show the password.
/// </summary>
public static class PostgresUrl
{
    private const string Example = "postgres://user:password@host:5432/database?sslmode=require";
    private const string Options = "sslmode, sslrootcert, sslcert, sslkey, host, port, connect_timeout";

    /// <summary>One line about what is wrong with <paramref name="url"/>; null when it can be used.</summary>
    public static string? Problem(string url)
    {
        try
        {
            Parse(url);
            return null;
        }
        catch (StoreRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    internal static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
            throw Refused($"it is no PostgreSQL URL; write {Example}, or unset it for SQLite");
        var user = uri.UserInfo.Split(':', 2);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (user[0].Length == 0)
            throw Refused($"it names no user; write {Example}");
        if (database.Length == 0)
            throw Refused($"it names no database; write {Example}");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = database,
        };
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(settings, option);
        return string.IsNullOrEmpty(settings.Host) ? throw Refused($"it names no host; write {Example}") : settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string option)
    {
        var parts = option.Split('=', 2);
        var (name, value) = (parts[0].ToLowerInvariant(), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
        switch (name)
        {
            case "sslmode": settings.SslMode = Mode(value); break;
            case "sslrootcert": settings.RootCertificate = value; break;
            case "sslcert": settings.SslCertificate = value; break;
            case "sslkey": settings.SslKey = value; break;
            case "host": settings.Host = value; break;
            case "port": settings.Port = Number(name, value, 65535); break;
            case "connect_timeout": settings.Timeout = Number(name, value, 60); break;
            default: throw Refused($"option '{name}' is not known; allowed are {Options}");
        }
    }

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Refused($"sslmode '{value}' is not known; allowed are disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static int Number(string name, string value, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw Refused($"{name} '{value}' is not a number from 1 to {max}");

    private static StoreRefusedException Refused(string what) => new("DATABASE_URL: " + what);
}
