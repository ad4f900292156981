namespace GradCam.Methods;

/// <summary>The one list of methods: help, documentation and tests read it.</summary>
public static class MethodCatalog
{
    /// <summary>Every method, with its default parameters.</summary>
    public static IReadOnlyList<IAttributionMethod> All { get; } =
    [
        new GradCamMethod(),
        new GradCamPlusPlusMethod(),
        new HiResCamMethod(),
        new ElementwiseCamMethod(),
        new XGradCamMethod(),
        new LayerCamMethod(),
        new LayerCamFusionMethod(),
        new EigenCamMethod(),
        new EigenGradCamMethod(),
        new KpcaCamMethod(),
        new FemMethod(),
        new FinerCamMethod(),
        new ShapleyCamMethod(),
        new SmoothGradCamPlusPlusMethod(),
        new ScoreCamMethod(),
        new AblationCamMethod(),
        new FullGradMethod(),
        new AttentionRolloutMethod(),
        new GradientRolloutMethod(),
        new CounterfactualMethod(),
        new RandomCamMethod(),
        new FactorisationMethod(),
        new OcclusionMethod(),
        new RiseMethod(),
        new GradientMethod(),
        new InputTimesGradientMethod(),
        new GuidedBackpropagationMethod(),
        new GuidedGradCamMethod(),
        new DeconvolutionMethod(),
        new IntegratedGradientsMethod(),
        new ExpectedGradientsMethod(),
        new SmoothGradMethod(),
        new SmoothGradSquaredMethod(),
        new VarGradMethod(),
    ];

    /// <summary>Those that need no passes of their own: all of them share one forward pass.</summary>
    public static IReadOnlyList<IAttributionMethod> WithoutPasses { get; } = [.. All.Where(method => !method.Needs.OwnPasses)];

    /// <summary>What any of them can be wrapped in.</summary>
    internal static IReadOnlyList<MethodWrapper> Wrappers { get; } =
    [
        new(FlipsMethod.Name, "mean over the picture and its mirror image at three scales", "pytorch-grad-cam, aug_smooth", inner => new FlipsMethod(inner)),
        new(NoiseMethod.Name, "mean over noisy pictures", "arXiv 1706.03825", inner => new NoiseMethod(inner)),
        new(FirstComponentMethod.Name, "first component of the channels instead of their sum", "arXiv 2008.00299", inner => new FirstComponentMethod(inner)),
    ];

    /// <summary>
    /// The method that a text means: a key, and parameters parted by colons, such as <c>rise:masks=8000:cells=7</c>; before it what it is wrapped in, such as
    /// <c>noise:samples=8:gradcam</c>.
    /// </summary>
    /// <param name="text">The text; the keys in any letter case.</param>
    /// <exception cref="UsageException">No method has the key, it has no such parameter, or a value is out of range.</exception>
    public static IAttributionMethod Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.Split(':', StringSplitOptions.TrimEntries));
    }

    /// <summary>The method of a key.</summary>
    /// <param name="key">A key, in any letter case.</param>
    /// <exception cref="UsageException">No method has this key; the message gives the nearest ones.</exception>
    public static IAttributionMethod Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        MethodWrapper? wrapper = Wrappers.FirstOrDefault(wrapper => key.StartsWith($"{wrapper.Key}-", StringComparison.OrdinalIgnoreCase));
        return wrapper?.Wrap(Find(key[(wrapper.Key.Length + 1)..]))
            ?? All.FirstOrDefault(method => method.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"method '{ShownText.Of(key)}' does not exist{NameAdvice.For(key, All.Select(method => method.Key))}") { Name = "method" };
    }

    /// <summary>The method of the key of a wrapped one; null where no wrapper or no method of the catalogue is called so.</summary>
    internal static IAttributionMethod? FindWrapped(string key)
    {
        MethodWrapper? wrapper = Wrappers.FirstOrDefault(wrapper => key.StartsWith($"{wrapper.Key}-", StringComparison.Ordinal));
        string inner = key[(wrapper?.Key.Length + 1 ?? 0)..];
        return wrapper is null ? null
            : (All.FirstOrDefault(method => method.Key == inner) ?? FindWrapped(inner)) is { } method && (wrapper.Key != FirstComponentMethod.Name || method is IChannelTerms)
                ? wrapper.Wrap(method)
                : null;
    }

    /// <summary>What a method's key stands for in sentences; the key itself where no catalogue knows it.</summary>
    internal static string TitleOf(string key) => (All.FirstOrDefault(method => method.Key == key) ?? FindWrapped(key))?.Title ?? key;

    private static IAttributionMethod Parse(ReadOnlySpan<string> parts)
    {
        string key = parts[0];
        int own = 1;
        while (own < parts.Length && parts[own].Contains('='))
        {
            own++;
        }

        MethodWrapper? wrapper = Wrappers.FirstOrDefault(wrapper => wrapper.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (wrapper is not null && own == parts.Length)
        {
            throw new UsageException($"method {wrapper.Key} wraps another one: name that behind it, as in {wrapper.Key}:{GradCamMethod.Name}") { Name = "method" };
        }

        return wrapper is not null
            ? parts[1..own].ToArray().Aggregate(wrapper.Wrap(Parse(parts[own..])), Set)
            : parts[1..].ToArray().Aggregate(Find(key), Set);
    }

    /// <summary>A method as <see cref="Parse(string)"/> reads it, with all its parameters and those of what it wraps.</summary>
    /// <param name="method">The method.</param>
    internal static string TextOf(IAttributionMethod method)
    {
        IEnumerable<string> own = method.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}");
        return string.Join(':', method is IWrappingMethod wrapping ? [wrapping.Wrapper, .. own, TextOf(wrapping.Inner)] : own.Prepend(method.Key));
    }

    private static IAttributionMethod Set(IAttributionMethod method, string assignment)
    {
        string[] sides = assignment.Split('=', 2, StringSplitOptions.TrimEntries);
        MethodParameter? parameter = method.Parameters.FirstOrDefault(parameter => parameter.Name == sides[0]);
        if (parameter is null || sides.Length != 2)
        {
            string known = method.Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", method.Parameters.Select(one => $"{one.Name} ({one.Range})"))}";
            throw new UsageException($"method {method.Key} has no parameter '{ShownText.Of(assignment)}': {known}") { Name = "method" };
        }

        return parameter.Set(sides[1]);
    }
}
