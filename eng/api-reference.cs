#:project ../src/GradCam.Runs/GradCam.Runs.csproj
#:property InvariantGlobalization=true
#:property PublishAot=false

// Writes the API reference as Markdown, a page a namespace, from the assemblies and their XML documentation: dotnet run eng/api-reference.cs -- docs/api
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

Assembly[] assemblies = [Assembly.Load("GradCam.Core"), Assembly.Load("GradCam.Runs")];
Dictionary<string, XElement> documentation = assemblies
    .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
    .ToDictionary(member => member.Attribute("name")!.Value);
Type[] types = [.. assemblies.SelectMany(assembly => assembly.GetExportedTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal)];
HashSet<string> known = [.. types.Select(type => type.FullName!)];
NullabilityInfoContext nullability = new();

string folder = args[0];
Directory.CreateDirectory(folder);
StringBuilder index = new("# API reference\n\nEvery public type of the packages `GradCam` and `GradCam.Runs`, from their XML documentation.\n");
foreach (IGrouping<string, Type> space in types.GroupBy(type => type.Namespace!).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    index.Append($"\n## [{space.Key}]({space.Key}.md)\n\n");
    StringBuilder page = new($"# {space.Key}\n");
    foreach (Type type in space)
    {
        index.Append($"- [`{Shown(type)}`]({space.Key}.md#{Anchor(type)}): {FirstSentence(Part(Of($"T:{type.FullName}"), "summary"))}\n");
        Write(page, type);
    }

    File.WriteAllText(Path.Combine(folder, $"{space.Key}.md"), page.ToString());
}

File.WriteAllText(Path.Combine(folder, "index.md"), index.ToString());
Console.WriteLine($"{types.Length} types, {Directory.GetFiles(folder).Length} pages in {folder}");

void Write(StringBuilder page, Type type)
{
    XElement? said = Of($"T:{type.FullName}");
    page.Append($"\n## {Escape(Shown(type))} {{#{Anchor(type)}}}\n\n```csharp\n{Declaration(type)}\n```\n\n{Text(said)}");
    if (type.IsEnum)
    {
        page.Append(string.Concat(type.GetFields(Own).Where(field => field.IsLiteral).Select(field => $"- `{field.Name}`: {Part(Of($"F:{type.FullName}.{field.Name}"), "summary")}\n")));
        return;
    }

    int number = 0;
    IEnumerable<MemberInfo> members = type.GetMembers(Own).Where(member => member switch
    {
        MethodInfo method => !method.IsSpecialName && Of(IdOf(method)) is not null,
        ConstructorInfo made => Of(IdOf(made)) is not null,
        PropertyInfo or FieldInfo => Of(IdOf(member)) is not null,
        _ => false,
    });
    foreach (MemberInfo member in members.OrderBy(member => member.MemberType switch { MemberTypes.Constructor => 0, MemberTypes.Property or MemberTypes.Field => 1, _ => 2 }))
    {
        string text = Text(Of(IdOf(member)));
        if (member is ConstructorInfo && text == Text(said))
        {
            // A primary constructor: the type's own text names its parameters.
            page.Append($"```csharp\n{Signature(member)}\n```\n\n");
            continue;
        }

        number++;
        page.Append($"### {Escape(member is ConstructorInfo ? Shown(type) : member.Name)} {{#{Anchor(type)}-{number}}}\n\n```csharp\n{Signature(member)}\n```\n\n{text}");
    }
}

// A member's documentation; what it inherits is that of the interface or base that says it.
XElement? Of(string id)
{
    if (!documentation.TryGetValue(id, out XElement? found) || found.Element("inheritdoc") is null)
    {
        return found;
    }

    if (found.Element("inheritdoc")!.Attribute("cref")?.Value is { } named && named != id)
    {
        return Of(named);
    }

    string name = id[(id.IndexOf('(', StringComparison.Ordinal) is int paren and > 0 ? id.LastIndexOf('.', paren) : id.LastIndexOf('.'))..];
    string owner = id[2..^name.Length];
    Type? type = types.FirstOrDefault(type => type.FullName == owner);
    return type is null ? null : type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(above => documentation.GetValueOrDefault($"{id[..2]}{above.FullName}{name}")).FirstOrDefault(said => said is not null);
}

string Text(XElement? said)
{
    StringBuilder text = new();
    Paragraph(text, Part(said, "summary"));
    Paragraph(text, Part(said, "remarks"));
    foreach ((string element, string heading) in (ReadOnlySpan<(string, string)>)[("typeparam", ""), ("param", ""), ("exception", "throws ")])
    {
        foreach (XElement part in said?.Elements(element) ?? [])
        {
            string name = part.Attribute("name")?.Value is { } plain ? $"`{plain}`" : Link(part.Attribute("cref")!.Value);
            text.Append($"- {heading}{name}: {Inline(part)}\n");
        }
    }

    if (Part(said, "returns") is { Length: > 0 } returns)
    {
        text.Append($"- returns: {returns}\n");
    }

    return text.Append(text.Length > 0 && text[^2] != '\n' ? "\n" : "").ToString();
}

void Paragraph(StringBuilder text, string paragraph) => text.Append(paragraph.Length > 0 ? $"{paragraph}\n\n" : "");

string Part(XElement? said, string element) => said?.Element(element) is { } part ? Inline(part) : "";

string Inline(XElement part) => Regex.Replace(string.Concat(part.Nodes().Select(node => node switch
{
    XText plain => Escape(plain.Value),
    XElement { Name.LocalName: "see" or "seealso" } see => see.Attribute("cref") is { } cref ? Link(cref.Value) : see.Attribute("href") is { } href ? $"<{href.Value}>" : $"`{see.Attribute("langword")?.Value}`",
    XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"`{name.Attribute("name")!.Value}`",
    XElement { Name.LocalName: "c" or "code" } code => $"`` {code.Value} ``",
    XElement { Name.LocalName: "item" } item => $" • {Inline(item)}",
    XElement other => $" {Inline(other)} ",
    _ => "",
})), @"\s+", " ").Trim();

// In Markdown as VitePress reads it, which takes tags and double braces for its own.
string Escape(string text) => Regex.Replace(text, @"[<>\[\]*_`|{}]", match => $"&#{(int)match.Value[0]};");

string Link(string cref)
{
    string name = cref[2..];
    string plain = name.Split('(')[0];
    string owner = known.Contains(name) ? name : plain[..Math.Max(0, plain.LastIndexOf('.'))];
    string shown = known.Contains(name) ? name[(name.LastIndexOf('.') + 1)..] : known.Contains(owner) ? string.Join('.', plain.Replace(".#ctor", "", StringComparison.Ordinal).Split('.')[^2..]) : plain.Split('.')[^1];
    Type? type = types.FirstOrDefault(type => type.FullName == owner);
    return type is null ? $"`{Regex.Replace(shown, "`.*", "")}`" : $"[`{shown}`]({type.Namespace}.md#{Anchor(type)})";
}

string FirstSentence(string text) => Regex.Match(text, @"^.*?(\.(?= )|$)").Value;

string Anchor(Type type) => Regex.Replace(type.FullName![(type.Namespace!.Length + 1)..].ToLowerInvariant(), "[^a-z0-9]+", "-");

string Declaration(Type type)
{
    string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.GetMethod("<Clone>$") is not null ? "record" : "class";
    string how = type is { IsAbstract: true, IsSealed: true } ? "static " : type is { IsAbstract: true, IsInterface: false } ? "abstract " : type is { IsSealed: true, IsValueType: false } ? "sealed " : "";
    IEnumerable<string> above = type.GetInterfaces().Where(one => known.Contains(one.FullName ?? "") || one == typeof(IDisposable)).Select(Shown);
    if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType)
    {
        above = above.Prepend(Shown(parent));
    }

    string all = string.Join(", ", above);
    return $"public {how}{kind} {Shown(type)}{(all.Length > 0 && !type.IsEnum ? $" : {all}" : "")}";
}

string Signature(MemberInfo member) => member switch
{
    PropertyInfo property => $"{Static(property.GetMethod)}{Nullable(property.PropertyType, nullability.Create(property))} {property.Name} {{ get;{(property.SetMethod is not { IsPublic: true } set ? "" : set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;")} }}",
    FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Nullable(field.FieldType, nullability.Create(field))} {field.Name}{(field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : "")}",
    MethodInfo method => $"{Static(method)}{Nullable(method.ReturnType, nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
    _ => $"{Shown(member.DeclaringType!)}({Parameters((ConstructorInfo)member)})",
};

string Static(MethodInfo? method) => method is { IsStatic: true } ? "static " : "";

string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    $"{(parameter.GetCustomAttribute<System.Runtime.CompilerServices.ParamCollectionAttribute>() is not null || parameter.GetCustomAttribute<ParamArrayAttribute>() is not null ? "params " : "")}{Nullable(parameter.ParameterType, nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : "")}"));

string Value(object? value) => value switch { null => "default", string text => $"\"{text}\"", bool yes => yes ? "true" : "false", _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}") };

string Nullable(Type type, NullabilityInfo info) =>
    Shown(type) + (!type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "");

string Shown(Type type)
{
    if (System.Nullable.GetUnderlyingType(type) is { } inner)
    {
        return $"{Shown(inner)}?";
    }

    if (type.IsArray)
    {
        return $"{Shown(type.GetElementType()!)}[]";
    }

    string plain = type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(void) => "void",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(byte) => "byte",
        _ => type.IsNested && !type.IsGenericParameter ? $"{Shown(type.DeclaringType!)}.{type.Name}" : type.Name,
    };
    if (!type.IsGenericType)
    {
        return plain;
    }

    string[] arguments = [.. type.GetGenericArguments().Select(Shown)];
    return plain.StartsWith("ValueTuple", StringComparison.Ordinal) ? $"({string.Join(", ", arguments)})" : $"{plain.Split('`')[0]}<{string.Join(", ", arguments)}>";
}

// The compiler's own name of a member in the documentation file.
string IdOf(MemberInfo member)
{
    string owner = member.DeclaringType!.FullName!.Replace('+', '.');
    return member switch
    {
        PropertyInfo property => $"P:{owner}.{property.Name}",
        FieldInfo field => $"F:{owner}.{field.Name}",
        MethodBase method => $"M:{owner}.{(method.IsConstructor ? "#ctor" : method.Name)}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}{(method.GetParameters() is { Length: > 0 } parameters ? $"({string.Join(',', parameters.Select(parameter => IdOfType(parameter.ParameterType)))})" : "")}",
        _ => "",
    };
}

string IdOfType(Type type) => type switch
{
    { IsByRef: true } => $"{IdOfType(type.GetElementType()!)}@",
    { IsArray: true } => $"{IdOfType(type.GetElementType()!)}[]",
    { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
    { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
    { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0].Replace('+', '.')}{{{string.Join(',', type.GetGenericArguments().Select(IdOfType))}}}",
    _ => type.FullName!.Replace('+', '.'),
};
