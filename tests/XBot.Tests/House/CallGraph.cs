using System.Buffers.Binary;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace XBot.Tests.House;

/// <summary>Who calls what in a compiled assembly, read from its instructions. A closure or an async method counts as the class that it was written in.</summary>
internal static class CallGraph
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>Every call (a constructor's too): calling class, called member as <c>Class.Member</c>, both without namespace.</summary>
    public static IReadOnlyList<(string Caller, string Called)> Of(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        var calls = new List<(string, string)>();
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
        {
            var caller = Outermost(metadata, method.GetDeclaringType());
            calls.AddRange(Called(metadata, file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!).Select(called => (caller, called)));
        }

        return calls;
    }

    public static IEnumerable<string> CallersOf(this IEnumerable<(string Caller, string Called)> calls, string member) =>
        calls.Where(call => call.Called == member).Select(call => call.Caller).Distinct().Order();

    private static IEnumerable<string> Called(MetadataReader metadata, byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = (int)code[at++];
            if (value == 0xFE)
                value = 0xFE00 | code[at++];
            var operation = Codes[value];
            if (operation.OperandType == OperandType.InlineMethod && Name(metadata, MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)))) is { } name)
                yield return name;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)),
                _ => 4,
            };
        }
    }

    private static string? Name(MetadataReader metadata, EntityHandle method) => method.Kind switch
    {
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)method) is var own
            ? $"{Simple(metadata, own.GetDeclaringType())}.{metadata.GetString(own.Name)}" : null,
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)method) is var other
            ? $"{Simple(metadata, other.Parent)}.{metadata.GetString(other.Name)}" : null,
        HandleKind.MethodSpecification => Name(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method),
        _ => null,
    };

    private static string Simple(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
        HandleKind.TypeReference => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name),
        _ => "",
    };

    private static string Outermost(MetadataReader metadata, TypeDefinitionHandle type)
    {
        while (metadata.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer)
            type = outer;
        return Simple(metadata, type);
    }
}
