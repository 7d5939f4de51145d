namespace XBot.App.Doctor;

/// <summary>One question about the runner. It looks and changes nothing.</summary>
internal interface IHealthCheck
{
    /// <summary>In lower case, part of the outside contract.</summary>
    string Name { get; }

    Task<Finding> AskAsync(Patient patient, CancellationToken ct);
}
