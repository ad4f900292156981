using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;

namespace GradCam;

/// <summary>What one forward pass must keep so that all that is asked for can be computed of it; made before anything is computed.</summary>
internal sealed class Plan
{
    private Plan(Network network, ExplainOptions options, IReadOnlyList<PlannedMethod> methods, IReadOnlyList<string> layers, IReadOnlyList<string> leftOut)
    {
        (Network, Options, Methods, Layers, LeftOut) = (network, options, methods, layers, leftOut);
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
            Attentions = shared.Any(needs => needs.Attentions),
            AttentionGradients = shared.Any(needs => needs.AttentionGradients),
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

    /// <summary>What is said of methods that were left out, since the network cannot serve them.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>How a picture becomes the input under the variant's rule.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>What the forward pass keeps.</summary>
    public PassRequest Request { get; }

    /// <summary>Plans what is wanted of a network.</summary>
    /// <exception cref="UsageException">A method is asked for twice or cannot be had of this variant.</exception>
    /// <exception cref="MethodException">A method cannot be had of this network.</exception>
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
        return new Plan(network, options, methods, [.. LayersOf(network, options).Distinct()], []).Served(method => Unserved.By(network, method));
    }

    /// <summary>The same, of what the network can serve, as a pass through it has shown.</summary>
    /// <exception cref="MethodException">A method cannot be had of this network, and none is to be left out, or all would be.</exception>
    public Plan ServedBy(Pass pass) => Served(method => Unserved.By(Network, method, pass));

    private Plan Served(Func<PlannedMethod, Unserved?> whyNot)
    {
        if (Methods.All(method => whyNot(method) is null))
        {
            return this;
        }

        (PlannedMethod Method, Unserved Reason)[] unserved = [.. Methods.Select(method => (method, whyNot(method)!)).Where(pair => pair.Item2 is not null)];
        PlannedMethod[] served = [.. Methods.Except(unserved.Select(pair => pair.Method))];
        if (!Options.SkipUnserved || served.Length == 0)
        {
            throw new MethodException($"{unserved[0].Method.Method.Title} {unserved[0].Reason.Refusal}");
        }

        HashSet<string> keys = [.. served.Select(method => method.Key)];
        ExplainOptions options = Options with
        {
            Methods = [.. Options.Methods.Where(method => keys.Contains(method.Key))],
            Pictures = [.. Options.Pictures.Where(kind => kind.Methods.All(keys.Contains))],
        };
        return new Plan(Network, options, served, Layers, [.. LeftOut, .. unserved.GroupBy(pair => pair.Reason.Lack).Select(group =>
            $"left out, since this network has {group.Key}: {string.Join(", ", group.Select(pair => pair.Method.Method.Title))}")]);
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
