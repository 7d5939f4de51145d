using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Http.Resilience;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.Retry;

namespace XBot.Writing;

/// <summary>The way to an OpenAI-compatible endpoint: a deadline for each try and for all, few tries with back-off, no redirects, no logs, answers of a bounded size.</summary>
internal sealed class ChatEndpoint : IDisposable
{
    /// <summary>An endpoint that wants a longer rest than this is left to the daemon's own rest.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    public ChatEndpoint(ChatWriterOptions options, Random chance, TimeProvider time)
    {
        // The key goes to the address that the owner named and to no other.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.Timeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var handler = new ResilienceHandler(Patience(options, chance, time)) { InnerHandler = new BoundedAnswer { InnerHandler = sockets } };
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        var settings = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = options.Whole + options.Timeout,
        };
        if (options.BaseUrl is { } address)
            settings.Endpoint = address;
        Client = new ChatClient(options.Model, new ApiKeyCredential(options.ApiKey ?? "none"), settings);
    }

    public ChatClient Client { get; }

    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline<HttpResponseMessage> Patience(ChatWriterOptions options, Random chance, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddTimeout(options.Whole)
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = ChatWriterOptions.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.Backoff,
                UseJitter = true,
                Randomizer = chance.NextDouble,
                ShouldHandle = attempt => ValueTask.FromResult(MayPass(attempt, time)),
            })
            .AddTimeout(options.Timeout)
            .Build();

    private static bool MayPass(RetryPredicateArguments<HttpResponseMessage> attempt, TimeProvider time) =>
        HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
        && !(attempt.Outcome.Result is { } answer && RetryAfter(answer, time) > LongestWait);

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    /// <summary>Reads the whole answer within the try's deadline, and no more of it than any reply needs.</summary>
    private sealed class BoundedAnswer : DelegatingHandler
    {
        private const long MostBytes = 1 << 20;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            try
            {
                await answer.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
                return answer;
            }
            catch
            {
                answer.Dispose();
                throw;
            }
        }
    }
}
