namespace GradCam.Networks;

/// <summary>The networks of this program: the one list that help, completion, tables and "did you mean" read.</summary>
/// <remarks>Reading it loads no libtorch. Initial values follow the constructors of torchvision 0.14.</remarks>
public static class NetworkCatalog
{
    /// <summary>The network that is meant where neither the call nor the checkpoint names one.</summary>
    public const string DefaultName = "resnet50";

    private static readonly NetworkDefinition Vgg16 = new()
    {
        Name = "vgg16",
        Aliases = ["vgg"],
        DefaultLayer = "features.28",
        WholeMapLayer = "features.29",
        Parameters = 138_357_544,
        MinimumInputSize = 32,
        Create = classes => Vgg.Of16Layers(classes),
        ClassifierWeight = "classifier.6.weight",
        ConvolutionLaw = InitialLaw.HeFanOut,
        LinearLaw = InitialLaw.Normal001,
        LinearBiasIsZero = true,
    };

    private static readonly NetworkDefinition ResNet50 = new()
    {
        Name = DefaultName,
        Aliases = ["resnet"],
        DefaultLayer = "layer4.2.conv3",
        WholeMapLayer = "layer4",
        Parameters = 25_557_032,
        Create = classes => ResNet.Of50Layers(classes),
        ClassifierWeight = "fc.weight",
        ConvolutionLaw = InitialLaw.HeFanOut,
    };

    /// <summary>Every network, in the order that lists show them.</summary>
    public static IReadOnlyList<NetworkDefinition> All { get; } =
    [
        Vgg16,
        Vgg16 with
        {
            Name = "vgg19",
            Aliases = [],
            DefaultLayer = "features.34",
            WholeMapLayer = "features.35",
            Parameters = 143_667_240,
            Create = classes => Vgg.Of19Layers(classes),
        },
        ResNet50,
        ResNet50 with
        {
            Name = "resnet101",
            Aliases = [],
            Parameters = 44_549_160,
            Create = classes => ResNet.Of101Layers(classes),
        },
        new()
        {
            Name = "densenet121",
            Aliases = ["densenet"],
            DefaultLayer = "features.denseblock4.denselayer16.conv2",
            WholeMapLayer = "features.norm5",
            WholeMapIsRectified = false,
            Parameters = 7_978_856,
            MinimumInputSize = 29,
            Create = classes => DenseNet.Of121Layers(classes),
            ClassifierWeight = "classifier.weight",
            ConvolutionLaw = InitialLaw.HeFanIn,
            LinearBiasIsZero = true,
        },
        new()
        {
            Name = "inception_v3",
            Aliases = ["inception"],
            DefaultLayer = "Mixed_7c.branch_pool.conv",
            WholeMapLayer = "Mixed_7c",
            Parameters = 23_834_568,
            MinimumInputSize = 75,
            HasTransformInput = true,
            Create = classes => new InceptionV3(classes),
            ClassifierWeight = "fc.weight",
            IgnoredPrefix = "AuxLogits.",
            ConvolutionLaw = InitialLaw.Normal01,
            LinearLaw = InitialLaw.Normal01,
        },
        new()
        {
            Name = "mobilenet_v2",
            DefaultLayer = "features.18.0",
            WholeMapLayer = "features.18",
            Parameters = 3_504_872,
            Create = classes => new MobileNetV2(classes),
            ClassifierWeight = "classifier.1.weight",
            ConvolutionLaw = InitialLaw.HeFanOut,
            LinearLaw = InitialLaw.Normal001,
            LinearBiasIsZero = true,
        },
        new()
        {
            Name = "shufflenet_v2",
            DefaultLayer = "conv5.0",
            WholeMapLayer = "conv5",
            Parameters = 2_278_604,
            Create = classes => new ShuffleNetV2(classes),
            ClassifierWeight = "fc.weight",
        },
    ];

    /// <summary>The network of a name or an alias; capitals matter, as they do for files.</summary>
    /// <exception cref="UsageException">No network has this name; the message gives the nearest ones.</exception>
    public static NetworkDefinition Find(string nameOrAlias)
    {
        ArgumentNullException.ThrowIfNull(nameOrAlias);
        NetworkDefinition? found = All.FirstOrDefault(network => network.Name == nameOrAlias || network.Aliases.Contains(nameOrAlias));
        if (found is not null)
        {
            return found;
        }

        string advice = NameAdvice.For(nameOrAlias, All.SelectMany(network => network.Aliases.Prepend(network.Name)));
        throw new UsageException($"network '{ShownText.Of(nameOrAlias)}' is unknown{advice}") { Name = "network" };
    }
}
