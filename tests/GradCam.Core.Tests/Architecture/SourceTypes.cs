using System.Text.RegularExpressions;

namespace GradCam.Core.Tests.Architecture;

/// <summary>The types of some C# sources, each file with one namespace, and which file uses which of them.</summary>
/// <remarks>
/// Uses are read from names in the text: a type is used where it is named and can be seen, by its bare name in its namespace, below it or where that is imported, or by
/// a qualified one. A nested type is known by the type that holds it; within that type's files its name means nothing else.
/// </remarks>
internal sealed partial class SourceTypes
{
    private readonly Dictionary<string, string> code;
    private readonly Dictionary<string, SourceType> types;

    /// <param name="sources">Each file's text by its path.</param>
    public SourceTypes(IReadOnlyDictionary<string, string> sources)
    {
        code = sources.ToDictionary(source => source.Key, source => StringLiterals.CodeOf(source.Value));
        types = code
            .SelectMany(file => Declaration().Matches(file.Value).Select(match => new SourceType(match.Groups["name"].Value, file.Key, NamespaceOf(file.Key), match.Value.Contains("public ", StringComparison.Ordinal))))
            .DistinctBy(type => type.Name)
            .ToDictionary(type => type.Name);
    }

    /// <summary>The files, each with its code alone.</summary>
    public IReadOnlyDictionary<string, string> Code => code;

    /// <summary>The types that stand in no other, by name; one in several files belongs to the first.</summary>
    public IReadOnlyDictionary<string, SourceType> Types => types;

    /// <summary>The types of other files that a file uses.</summary>
    public IEnumerable<SourceType> UsedBy(string file)
    {
        string text = code[file];
        HashSet<string> nested = [.. NestedDeclaration().Matches(text).Select(match => match.Groups["name"].Value)];
        IEnumerable<SourceType> bare = Name().Matches(text)
            .Select(match => types.GetValueOrDefault(match.Value))
            .OfType<SourceType>()
            .Where(type => !nested.Contains(type.Name) && IsImported(type.Namespace, file));
        IEnumerable<SourceType> qualified = QualifiedName().Matches(text).Select(match => Named(match.Value.Split('.'))).OfType<SourceType>();
        return bare.Concat(qualified).Where(type => type.File != file).Distinct();
    }

    /// <summary>The namespaces that a file imports.</summary>
    public IEnumerable<string> ImportedBy(string file) => Import().Matches(code[file]).Select(match => match.Groups["name"].Value);

    /// <summary>The namespace of a file; empty where it names none.</summary>
    public string NamespaceOf(string file) => Namespace().Match(code[file]).Groups["name"].Value;

    /// <summary>The type that a name is of which begins with a namespace or its end, and may go on to a member or nested type.</summary>
    private SourceType? Named(string[] parts) => Enumerable.Range(1, parts.Length - 1)
        .Select(i => types.TryGetValue(parts[i], out SourceType? type) && $".{type.Namespace}".EndsWith($".{string.Join('.', parts[..i])}", StringComparison.Ordinal) ? type : null)
        .FirstOrDefault(type => type is not null);

    private bool IsImported(string name, string file) =>
        $"{NamespaceOf(file)}.".StartsWith($"{name}.", StringComparison.Ordinal) || ImportedBy(file).Contains(name);

    private const string Kinds = @"(?:[a-z]+ )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate\s+[\w<>?\[\]]+)\s+(?<name>[A-Z]\w+)";

    [GeneratedRegex($"^{Kinds}", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex($@"^[ ]+{Kinds}", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NestedDeclaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Import();

    // A method that is called or declared, and a parameter or property of type string, may be named like a type; a base may have arguments.
    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w+|(?<=\b(?:class|record)\b[^\n{;]*: )[A-Z]\w+|(?<![.\w]|\bstring )[A-Z]\w+\b(?!\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();
}

/// <summary>A type that stands in no other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The file that declares it.</param>
/// <param name="Namespace">That file's namespace.</param>
/// <param name="IsPublic">Whether callers of the library see it.</param>
internal sealed record SourceType(string Name, string File, string Namespace, bool IsPublic);
