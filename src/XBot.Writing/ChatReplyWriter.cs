using System.ClientModel;
using OpenAI.Chat;
using XBot.Core.Drafting;
using XBot.Core.Posts;

namespace XBot.Writing;

/// <summary>Drafts by a language model behind any OpenAI-compatible endpoint, a local one too. Whatever goes wrong there is an outcome, never an exception.</summary>
public sealed class ChatReplyWriter(ChatWriterOptions options, DraftBudget budget, Random chance, TimeProvider time) : IReplyWriter, IDisposable
{
    // A reply has some 70 tokens; models that think aloud need more.
    private const int MostTokens = 2000;

    // An endpoint may refuse one post for what it says. When it refuses each, something else is wrong.
    private const int RefusalsThatFail = 3;

    private readonly ChatEndpoint _endpoint = new(options, chance, time);
    private int _refusals;

    public string Name => "openai";

    public async Task<WrittenReply> WriteAsync(Post target, CancellationToken ct)
    {
        var (prompt, fault) = PromptText.Read(options.PromptFile);
        if (prompt is null)
            return new WrittenReply.Failed(fault!, "mend the file, or unset REPLY_PROMPT_FILE");
        if (!await budget.TryTakeAsync(ct))
            return new WrittenReply.NotNow($"today's {budget.PerDay} drafts were asked for (OPENAI_DRAFTS_PER_DAY)");

        var question = new PostQuestion(prompt, target);
        var outcome = await AskAsync(question, ct);
        if (outcome is WrittenReply.Failed)
            await budget.GiveBackAsync(ct);
        return outcome;
    }

    public void Dispose() => _endpoint.Dispose();

    private async Task<WrittenReply> AskAsync(PostQuestion question, CancellationToken ct)
    {
        try
        {
            ChatCompletion answer = await _endpoint.Client.CompleteChatAsync(question.Messages, new ChatCompletionOptions { MaxOutputTokenCount = MostTokens }, ct);
            _refusals = 0;
            return AnswerText.Judge(answer, question.Mark);
        }
        catch (ClientResultException e) when (e.Status is 400 or 413 or 422)
        {
            return ++_refusals < RefusalsThatFail
                ? new WrittenReply.Declined($"the endpoint refused the question (HTTP {e.Status})")
                : new WrittenReply.Failed($"the endpoint refused {_refusals} questions in a row (HTTP {e.Status})", "check OPENAI_MODEL and OPENAI_BASE_URL");
        }
#pragma warning disable CA1031 // Libraries throw what they like at an answer that is none; no draft is worth the daemon.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return ChatFailure.Describe(e, options, time);
        }
    }
}
