using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;

namespace GradCam;

/// <summary>What one forward pass must keep so that all that is asked for can be computed of it; made before anything is computed.</summary>
internal sealed class Plan
{
    private Plan(Network network, ExplainOptions options, IReadOnlyList<PlannedMethod> methods, IReadOnlyList<string> layers)
    {
        (Network, Options, Methods, Layers) = (network, options, methods, layers);
        Preprocessing = network.PreprocessingFor(options.Variant.TransformInput);
        Needs[] shared = [.. methods.Select(method => method.Needs)];
        Request = new PassRequest
        {
            Layers = shared.Any(needs => needs.Layer) ? layers : [],
            LayoutOf = network.LayoutOf,
            DefaultLayer = network.DefaultLayer,
            LayerGradients = shared.Any(needs => needs.LayerGradient),
            InputGradient = shared.Any(needs => needs.Rule is not null),
            Biases = shared.Any(needs => needs.BiasGradients),
            MayGuard = shared.Any(needs => needs.Guard != RectifierGuard.None),
            MayDeconvolve = shared.Any(needs => needs.Rule == RectifierRule.Deconvolution),
            Recorded = options.Variant.Recorded,
            Folded = network.Folded,
            MayOverwrite = !network.IsOurs,
            Before = Preprocessing.TransformInput ? Preprocessing.Transformed : null,
        };
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>What is wanted.</summary>
    public ExplainOptions Options { get; }

    /// <summary>What computes the maps, each once; those with passes of their own come last, when the graph is gone.</summary>
    public IReadOnlyList<PlannedMethod> Methods { get; }

    /// <summary>The layers asked for, at least one, by their dotted names.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>How a picture becomes the input under the variant's rule.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>What the forward pass keeps.</summary>
    public PassRequest Request { get; }

    /// <summary>Plans what is wanted of a network.</summary>
    /// <exception cref="UsageException">A method is asked for twice or cannot be had of this network or variant.</exception>
    /// <exception cref="LayerException">The layer of the whole map is asked for and not known.</exception>
    public static Plan Create(Network network, ExplainOptions options)
    {
        if (options.Methods.GroupBy(method => method.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"method {twice.Key} is asked for twice: once is enough");
        }

        PlannedMethod[] methods = [.. options.Methods
            .Concat(options.Pictures.SelectMany(kind => kind.Methods).Select(key => options.Methods.FirstOrDefault(method => method.Key == key) ?? MethodCatalog.Find(key)))
            .DistinctBy(method => method.Key)
            .Select(options.Variant.Of)
            .Select(method => new PlannedMethod(method, method.Needs))];
        methods = [.. methods.Where(method => !method.Needs.OwnPasses), .. methods.Where(method => method.Needs.OwnPasses)];
        if (methods.FirstOrDefault(method => method.Needs.Guard != RectifierGuard.None) is { } guarded && !network.IsOurs)
        {
            ForeignRectifiers.Refuse(network.Module, guarded.Method.Title);
        }

        return new Plan(network, options, methods, [.. LayersOf(network, options).Distinct()]);
    }

    private static IEnumerable<string> LayersOf(Network network, ExplainOptions options) => options.Layers.Count == 0
        ? [network.DefaultLayer]
        : options.Layers.Select(layer => layer != ExplainOptions.WholeMap ? Named(network, layer) : network.Facts.WholeMapLayer
            ?? throw new LayerException("the layer that gives the whole final map is not known of this network: name the layer"));

    private static string Named(Network network, string layer) => network.LayersCalled(layer) switch
    {
        [] => layer,
        [var only] => only,
        var several when several.Contains(layer) => layer,
        var several => throw new LayerException($"layer '{ShownText.Of(layer)}' could be any of {string.Join(", ", several.Take(5).Select(ShownText.Of))}: name one of them"),
    };
}
