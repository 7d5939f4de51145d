namespace XBot.App.Service;

/// <summary>The supervisor's own programs: launchctl, systemctl, loginctl.</summary>
internal interface IServiceTools
{
    /// <summary>Runs one to its end.</summary>
    /// <exception cref="CommandLine.CommandException">It is not there, or does not end.</exception>
    Task<ToolAnswer> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct);
}

/// <summary>What a program said.</summary>
internal sealed record ToolAnswer(int Code, string Out, string Error)
{
    public bool Done => Code == 0;

    /// <summary>Its complaint in one line; what it printed when it had none.</summary>
    public string Said
    {
        get
        {
            var text = Error.Trim().Length > 0 ? Error : Out;
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var line, ..] ? line : "it said nothing";
        }
    }
}
