using System.CommandLine;
using GradCam;
using GradCam.Methods;

namespace Shapes.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>The two methods of the Python program.</summary>
    private const string DefaultMethods = "gradcam,gradcam++";

    public static Option<string> Weights() => new("--weight-path")
    {
        Description = "The network's checkpoint. Default: examples/densenet121-shapes.safetensors.",
        DefaultValueFactory = _ => Path.Combine("examples", "densenet121-shapes.safetensors"),
    };

    public static Option<string> Output(string folder, string what) => new("--output-dir")
    {
        Description = $"Where {what} go. Default: {folder}.",
        DefaultValueFactory = _ => folder,
    };

    public static Option<string> Methods() => new("--method")
    {
        Description = $"Methods, with commas between them. Default: {DefaultMethods}.",
        DefaultValueFactory = _ => DefaultMethods,
    };

    /// <summary>The methods that <see cref="Methods"/> names.</summary>
    /// <exception cref="UsageException">One does not exist, or gives several maps and so none to measure.</exception>
    public static IReadOnlyList<IAttributionMethod> Parse(string methods)
    {
        IAttributionMethod[] wanted = [.. methods.Split(',').Select(MethodCatalog.Parse)];
        return wanted.FirstOrDefault(method => method.Kind == AttributionKind.Parts) is { } parts
            ? throw new UsageException($"method '{parts.Key}' gives several maps, so that there is none to measure")
            : wanted;
    }

    public static Option<int> Seed(int value) => new("--seed")
    {
        Description = $"Everything that is drawn follows from it. Default: {value}.",
        DefaultValueFactory = _ => value,
    };

    public static Option<int> Count(string name, int value, string what)
    {
        var option = new Option<int>(name) { Description = $"{what}, 1 or more. Default: {value}.", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count < 1)
            {
                result.AddError($"{name} {count} is too small: give 1 or more");
            }
        });
        return option;
    }
}
