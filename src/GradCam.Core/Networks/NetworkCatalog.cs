namespace GradCam.Networks;

/// <summary>The networks of this program: the one list that help, completion, tables and "did you mean" read.</summary>
/// <remarks>Reading it loads no libtorch. Each family's definitions stand at the foot of its file.</remarks>
public static class NetworkCatalog
{
    /// <summary>The network that is meant where neither the call nor the checkpoint names one.</summary>
    public const string DefaultName = "resnet50";

    /// <summary>Every network, family by family, in the order that lists show them.</summary>
    public static IReadOnlyList<NetworkDefinition> All { get; } =
    [
        .. Vgg.Definitions,
        .. ResNet.Definitions,
        .. DenseNet.Definitions,
        .. InceptionV3.Definitions,
        .. MobileNetV2.Definitions,
        .. ShuffleNetV2.Definitions,
        .. MobileNetV3.Definitions,
        .. EfficientNet.Definitions,
        .. AlexNet.Definitions,
        .. SqueezeNet.Definitions,
        .. GoogLeNet.Definitions,
        .. RegNet.Definitions,
        .. MnasNet.Definitions,
        .. ConvNeXt.Definitions,
        .. VisionTransformer.Definitions,
        .. SwinTransformer.Definitions,
        .. MaxVit.Definitions,
    ];

    /// <summary>The families' names, in the order that lists show them.</summary>
    public static IReadOnlyList<string> Families { get; } = [.. All.Select(network => network.Family).Distinct()];

    /// <summary>The network of a name or an alias; capitals matter, as they do for files.</summary>
    /// <exception cref="UsageException">No network has this name; the message gives the nearest ones.</exception>
    public static NetworkDefinition Find(string nameOrAlias)
    {
        ArgumentNullException.ThrowIfNull(nameOrAlias);
        if (Known(nameOrAlias) is { } found)
        {
            return found;
        }

        string advice = NameAdvice.For(nameOrAlias, All.SelectMany(network => network.Aliases.Prepend(network.Name)));
        throw new UsageException($"network '{ShownText.Of(nameOrAlias)}' is unknown{advice}") { Name = "network" };
    }

    /// <summary>The same; null where no network has this name.</summary>
    internal static NetworkDefinition? Known(string nameOrAlias) => All.FirstOrDefault(network => network.Name == nameOrAlias || network.Aliases.Contains(nameOrAlias));
}
