namespace XBot.Chrome;

/// <summary>An exchange of the page: the request, and its answer once there is one.</summary>
/// <param name="RequestId">Chrome's id.</param>
/// <param name="RequestBody">POST data, or null.</param>
/// <param name="Status">HTTP status; null while unanswered.</param>
/// <param name="Body">Text of the answer; null while unfinished, or when it could not be had.</param>
/// <param name="Failure">net::ERR_…; null unless the exchange failed.</param>
public sealed record NetworkExchange(string RequestId, string Method, string Url, string? RequestBody, int? Status, string? Body, string? Failure)
{
    /// <summary>Nothing will be added to it any more.</summary>
    public bool Done { get; init; }
}
