using GradCam.Imaging;
using GradCam.Native;
using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Explains pictures with one network, which it owns: the library's façade.</summary>
/// <example>
/// <code>
/// using var explainer = Explainer.Load("model.safetensors");
/// Explanation explanation = explainer.Explain("picture.jpg");
/// ResultWriter.Write("results", "picture", explanation);
/// </code>
/// </example>
/// <remarks>Not safe for calls from several threads at once; make an explainer a thread.</remarks>
public sealed class Explainer : IDisposable
{
    private readonly LoadedNetwork network;

    private Explainer(LoadedNetwork network) => this.network = network;

    /// <summary>The catalogue's entry of the network; null for a caller's own module.</summary>
    public NetworkDefinition? Definition => network.Definition;

    /// <summary>The layer that is explained where none is named.</summary>
    public string DefaultLayer => network.DefaultLayer;

    /// <summary>How a picture becomes the network's input.</summary>
    public Preprocessing Preprocessing => network.Preprocessing;

    /// <summary>A name for each class; null where they are not known.</summary>
    public IReadOnlyList<string>? ClassNames => network.ClassNames;

    /// <summary>The module itself: it stays the explainer's where <see cref="Load"/> made it.</summary>
    public nn.Module<Tensor, Tensor> Module => network.Module;

    /// <summary>The SHA-256 of the checkpoint file, 64 hexadecimal digits; null for a caller's own module.</summary>
    public string? CheckpointSha256 => network.Checkpoint?.Sha256();

    /// <summary>Loads a network's weights.</summary>
    /// <param name="weightPath">A state dictionary: .pth (zip or legacy) or .safetensors.</param>
    /// <param name="networkName">A name or alias of <see cref="NetworkCatalog"/>. Default: the one the checkpoint's metadata names, else resnet50.</param>
    /// <param name="options">What the checkpoint does not say. Default: nothing.</param>
    /// <exception cref="CheckpointException">The file cannot be read or does not fit the network.</exception>
    /// <exception cref="UsageException">The network is unknown, contradicts the metadata, or an option is out of range.</exception>
    /// <exception cref="NativeLibraryException">A native library cannot be loaded.</exception>
    public static Explainer Load(string weightPath, string? networkName = null, ExplainerOptions? options = null)
    {
        if (options?.Threads is < 1)
        {
            throw new UsageException($"{options.Threads} threads are out of range: give 1 or more");
        }

        NativeLibraries.EnsureTorch();
        set_num_threads(options?.Threads ?? Environment.ProcessorCount);
        return new Explainer(LoadedNetwork.FromFile(weightPath, networkName, options ?? new ExplainerOptions()));
    }

    /// <summary>Explains with a module of your own, from pictures [N, 3, S, S] to logits [N, classes]; it stays yours.</summary>
    /// <param name="module">Any module; for guided backpropagation its rectifiers must be <see cref="Rectifier"/> or <see cref="Rectify"/>.</param>
    /// <param name="layerName">The layer to explain where none is named.</param>
    /// <param name="preprocessing">How a picture becomes the module's input. Default: ImageNet's at 224.</param>
    /// <param name="classNames">A name for each class, as many as the module gives logits. Default: none.</param>
    public static Explainer FromModule(
        nn.Module<Tensor, Tensor> module, string layerName, Preprocessing? preprocessing = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new Explainer(LoadedNetwork.FromModule(module, layerName, preprocessing ?? Preprocessing.ImageNet, classNames));
    }

    /// <summary>Explains a picture file.</summary>
    /// <param name="picturePath">The file.</param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    /// <exception cref="GradCamException">The picture cannot be read, or what <see cref="Explain(IReadOnlyList{RgbImage}, ExplainOptions, IReadOnlyList{int?})"/> throws.</exception>
    public Explanation Explain(string picturePath, ExplainOptions? options = null)
    {
        var clock = new StageClock();
        RgbImage picture = clock.Time("decode", () => PictureDecoder.Decode(picturePath));
        ExplainOptions wanted = options ?? ExplainOptions.Default;
        ExplanationBuilder.CheckSize(picture, wanted, picturePath);
        return Explain([picture], wanted, [null], clock)[0];
    }

    /// <summary>Explains a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    public Explanation Explain(RgbImage picture, ExplainOptions? options = null) => Explain([picture], options)[0];

    /// <summary>Explains several pictures in one forward pass: each gets what it gets alone, within float32 rounding.</summary>
    /// <param name="pictures">The pictures, of any sizes.</param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    /// <param name="classIds">A class for each picture, null for the options' or the predicted one. Default: null for all.</param>
    /// <exception cref="LayerException">The layer is unknown, gives no [C,h,w] map or has no influence on the score.</exception>
    /// <exception cref="ClassException">A class id is out of range.</exception>
    /// <exception cref="NonFiniteException">An activation or gradient is not finite.</exception>
    /// <exception cref="UsageException">
    /// Guided pictures are asked of a module whose rectifiers cannot be guarded, or the class names do not fit its output.
    /// </exception>
    public IReadOnlyList<Explanation> Explain(
        IReadOnlyList<RgbImage> pictures, ExplainOptions? options = null, IReadOnlyList<int?>? classIds = null) =>
        Explain(pictures, options ?? ExplainOptions.Default, classIds ?? new int?[pictures.Count], new StageClock());

    /// <summary>Frees the network, unless it is a caller's own.</summary>
    public void Dispose() => network.Dispose();

    private Explanation[] Explain(
        IReadOnlyList<RgbImage> pictures, ExplainOptions options, IReadOnlyList<int?> classIds, StageClock clock)
    {
        foreach (RgbImage picture in pictures)
        {
            ExplanationBuilder.CheckSize(picture, options, "the picture");
        }

        int?[] classes = [.. classIds.Select(id => id ?? options.ClassId)];
        network.CheckClasses(classes);
        network.CheckGuided(options);
        Preprocessing preprocessing = network.PreprocessingFor(options.Variant);
        var request = new RecordingRequest
        {
            LayerName = options.NeedsMask || options.NeedsMaskPlusPlus ? options.LayerName ?? DefaultLayer : null,
            DefaultLayer = DefaultLayer,
            InputGradient = options.NeedsGuided,
            Recorded = options.Variant.Recorded,
            Folded = network.Folded,
            Before = preprocessing.TransformInput ? preprocessing.Transformed : null,
        };
        using var prepared = clock.Time("resize", () => PictureBatch.Prepare(pictures, preprocessing));
        IReadOnlyList<PictureMaps> maps = MapComputation.Run(network, prepared.Input, request, options, classes, clock);
        var drawing = new ExplanationBuilder(network, options, preprocessing.TransformInput, clock);
        return [.. maps.Select((map, n) => drawing.Build(pictures[n], prepared.Resized[n], map, pictures.Count))];
    }
}
