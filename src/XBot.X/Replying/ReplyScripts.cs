using System.Text.Json.Serialization;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.X.Replying;

/// <summary>The scripts of this folder, each a function expression that begins with the selectors and <c>page.js</c>.</summary>
internal sealed class ReplyScripts
{
    private readonly string _opening;

    public ReplyScripts(SelectorBook book)
    {
        _opening = $"(async argument => {{ const s = {book.Argument.GetRawText()};\n{Read("page")}\nreturn await (";
        Target = Function("target");
        Composer = Function("composer");
        Select = Function("select");
        ReadBack = Function("readback");
        Submit = Function("submit");
        Guard = Function("guard");
        Leftovers = Function("leftovers");
        Witness = Function("witness");
    }

    public string Target { get; }
    public string Composer { get; }
    public string Select { get; }
    public string ReadBack { get; }
    public string Submit { get; }
    public string Guard { get; }
    public string Leftovers { get; }
    public string Witness { get; }

    private string Function(string name) => $"{_opening}{Read(name)})(argument); }})";

    private static string Read(string name) => PageScript.Load($"Replying/Scripts/{name}.js");
}

/// <param name="TargetId">The post that is answered.</param>
/// <param name="Inline">Look for the composer under the post instead of the modal.</param>
/// <param name="WaitMs">The script's own deadline.</param>
/// <param name="Text">The draft as the box shows it.</param>
/// <param name="Until">Milliseconds since 1970: no click after this.</param>
/// <param name="RemainingMs">The same deadline, as what is left of it.</param>
internal sealed record ScriptArgument(string TargetId, bool Inline, double WaitMs = 0, string? Text = null, double? Until = null, double? RemainingMs = null);

/// <summary>What a script of this folder answers. <paramref name="Kind"/> is its own small vocabulary.</summary>
internal sealed record ScriptAnswer(string Kind, string? Reason = null, string? Text = null, double X = 0, double Y = 0);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScriptArgument))]
[JsonSerializable(typeof(ScriptAnswer))]
[JsonSerializable(typeof(WitnessView))]
internal sealed partial class ReplyJson : JsonSerializerContext;
