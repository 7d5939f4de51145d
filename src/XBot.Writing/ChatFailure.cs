using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using Polly.Timeout;
using XBot.Core.Drafting;

namespace XBot.Writing;

/// <summary>What an exception on the way to the endpoint means, in words of our own: what the endpoint or a library says may repeat the key.</summary>
internal static class ChatFailure
{
    public static WrittenReply.Failed Describe(Exception failure, ChatWriterOptions options, TimeProvider time) => failure switch
    {
        ClientResultException { Status: > 0 } answer => Status(answer, time),
        TimeoutRejectedException or OperationCanceledException => new($"the endpoint did not answer within {options.Timeout.TotalSeconds:0.##} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new("the endpoint's answer is too long"),
        HttpRequestException lost => new($"the endpoint could not be reached ({lost.HttpRequestError})"),
        ClientResultException { InnerException: { } inner } => Describe(inner, options, time),
        AggregateException { InnerException: { } inner } => Describe(inner, options, time),
        JsonException => new("the endpoint's answer is no chat completion"),
        _ => new($"the endpoint's answer could not be read ({failure.GetType().Name})"),
    };

    private static WrittenReply.Failed Status(ClientResultException answer, TimeProvider time) => answer.Status switch
    {
        401 or 403 => new($"the endpoint refused the key (HTTP {answer.Status})", "check OPENAI_API_KEY and OPENAI_BASE_URL, then start the daemon anew"),
        404 => new("the endpoint knows no such model or address (HTTP 404)", "check OPENAI_MODEL and OPENAI_BASE_URL (mostly it ends with /v1), then start the daemon anew"),
        429 => new("the endpoint's own limit is reached (HTTP 429)", Rest: RetryAfter(answer, time)),
        >= 300 and < 400 => new($"the endpoint points elsewhere (HTTP {answer.Status})", "set OPENAI_BASE_URL to where it is"),
        _ => new($"the endpoint answered with HTTP {answer.Status}", Rest: RetryAfter(answer, time)),
    };

    private static TimeSpan? RetryAfter(ClientResultException answer, TimeProvider time)
    {
        if (answer.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) != true)
            return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(Math.Min(seconds, 86400));
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > time.GetUtcNow() ? date - time.GetUtcNow() : null;
    }
}
