using System.Security.Authentication;
using Npgsql;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>What PostgreSQL says, as what the caller can do about it: wait, or ask a person. Anything else is a fault of ours and stays as it is.</summary>
internal static class PostgresErrors
{
    // Classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    public static Exception Map(Exception error, string store) => error switch
    {
        PostgresException { SqlState: "28P01" or "28000" } e => Refused($"{store} refuses the login ({e.MessageText}); correct user and password in DATABASE_URL", e, mayPass: true),
        PostgresException { SqlState: "3D000" } e => Refused($"{store} does not exist; create the database (createdb) or correct DATABASE_URL", e, mayPass: true),
        PostgresException { SqlState: "42501" } e => Refused($"{store}: {e.MessageText}; grant it to the user of DATABASE_URL", e),
        PostgresException { SqlState: "42P07" or "42710" } e => Refused($"{store} holds another program's tables ({e.MessageText}); give the runner a database of its own", e),
        PostgresException { SqlState: "42P01" or "3F000" } e => Refused($"{store} has lost tables ({e.MessageText}); restore a backup", e),
        PostgresException { SqlState: "XX001" or "XX002" } e => Refused($"{store} is damaged ({e.MessageText}); restore a backup", e),
        PostgresException e when IsPassing(e.SqlState) => Away($"{store} cannot serve just now ({e.MessageText}); it is tried again", e),
        PostgresException => error,
        NpgsqlException { InnerException: AuthenticationException inner } => Refused($"{store}: TLS failed ({inner.Message}); correct sslmode and sslrootcert in DATABASE_URL", error, mayPass: true),
        // Nothing that the server says, and nothing that passes: https://github.com/npgsql/npgsql (NpgsqlConnector.Auth.cs).
        NpgsqlException e when e.Message.StartsWith("No password has been provided", StringComparison.Ordinal) =>
            Refused($"{store} asks for a password, and DATABASE_URL has none; put it there (a PGPASSWORD of the shell does not reach a service)", e),
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException =>
            Away($"{store} is not reachable ({Line(error.Message)}); it is tried again", error),
        _ => error,
    };

    // 08 connection, 25006 a standby, 40 rolled back for others' sake, 53 out of something, 55P03 lock, 57 operator or timeout, 58 its disk.
    private static bool IsPassing(string state) =>
        state is "25006" or "55P03" || state[..2] is "08" or "40" or "53" or "57" or "58";

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static StoreUnavailableException Away(string message, Exception inner) => new(Line(message), inner);

    private static StoreRefusedException Refused(string message, Exception inner, bool mayPass = false) => new(Line(message), inner) { MayPass = mayPass };
}
