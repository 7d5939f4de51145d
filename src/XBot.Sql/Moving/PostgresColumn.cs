namespace XBot.Sql.Moving;

/// <summary>A column as PostgreSQL has it, and how its value becomes the text, number or NULL that SQLite keeps.</summary>
/// <param name="Generated">The server numbers it: an identity.</param>
internal sealed record PostgresColumn(string Table, string Name, string Type, bool Generated)
{
    // An account's facts have the account in the runner's place there, and before the key in a file.
    private const string IsAccounts = $"runner_id LIKE '{StoreText.AccountScope}%'";

    public string Read => (Table, Name) switch
    {
        (_, Owner) => "NULL",
        ("facts", "runner_id") => $"CASE WHEN {IsAccounts} THEN @runner ELSE runner_id END",
        ("facts", "fact_key") => $"CASE WHEN {IsAccounts} THEN runner_id || '/' || fact_key ELSE fact_key END",
        _ => AsText,
    };

    private string AsText => Type switch
    {
        "timestamp with time zone" => $"to_char({Name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
        "date" => $"to_char({Name}, 'YYYY-MM-DD')",
        "json" or "jsonb" => $"{Name}::text",
        "integer" => $"{Name}::bigint",
        _ => Name,
    };

    /// <summary>What the server gets for a value of the file. Its rows get the name of the runner that moves them, an account nobody's.</summary>
    /// <param name="fact">The key, in <c>facts</c>.</param>
    public object? Write(object? value, string runnerId, string? fact)
    {
        var scope = fact is not null && fact.StartsWith(StoreText.AccountScope, StringComparison.Ordinal) ? fact.LastIndexOf('/') : -1;
        return Name switch
        {
            "runner_id" => scope < 0 ? runnerId : fact![..scope],
            "fact_key" => fact![(scope + 1)..],
            Owner => null,
            _ => value,
        };
    }

    // Of account_leases: whoever owned the account there does not own it here. The token goes along, so that it never goes back.
    private const string Owner = "owner";
}
