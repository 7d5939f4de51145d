using System.Text.Json;

namespace XBot.X.Sessions;

/// <summary>The refusals in an API answer: <c>{"errors":[{"code":88,"message":"Rate limit exceeded."}],"data":{}}</c>.</summary>
public static class GraphQlErrors
{
    /// <summary>The codes in their order; empty when there are none, or when the body is no JSON.</summary>
    public static IReadOnlyList<int> CodesIn(string body)
    {
        if (!body.Contains("\"errors\"", StringComparison.Ordinal))
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array)
                return [];
            var codes = new List<int>();
            foreach (var error in errors.EnumerateArray())
            {
                if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code)
                    && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number))
                    codes.Add(number);
            }
            return codes;
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
