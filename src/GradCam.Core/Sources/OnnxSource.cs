using System.Collections.Immutable;
using GradCam.Checkpoints;
using GradCam.Files;
using GradCam.Networks;
using TorchSharp;

namespace GradCam.Sources;

/// <summary>An ONNX model, which is network and weights in one.</summary>
internal sealed class OnnxSource : INetworkSource
{
    private static readonly ImmutableArray<float> Bytes = [1 / 255f, 1 / 255f, 1 / 255f];

    /// <inheritdoc/>
    public bool Reads(ReadOnlySpan<byte> head) => OnnxFile.Begins(head);

    /// <inheritdoc/>
    public string? OwnNameOf(string path) => Path.GetFileNameWithoutExtension(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesOf(string path)
    {
        try
        {
            using CheckpointFile file = CheckpointFile.Open(path);
            return FilesOf(path, OnnxFile.Read(file));
        }
        catch (CheckpointException)
        {
            // Loading it says what is wrong with it.
            return [path];
        }
    }

    /// <inheritdoc/>
    public Network Open(string path, LoadOptions options)
    {
        if (options.Network is { } asked)
        {
            throw new UsageException($"{ShownText.Of(path)} is an ONNX model, which says itself what its network is: {ShownText.Of(asked)} cannot be asked of it");
        }

        if (Devices.Open(options.Device).type != DeviceType.CPU)
        {
            throw new UsageException($"{ShownText.Of(path)} is an ONNX model, which is computed on the processor alone") { Name = "device" };
        }

        using CheckpointFile file = CheckpointFile.Open(path);
        using var tensors = new OnnxTensors(file);
        OnnxFile model = OnnxFile.Read(file);
        ModelDescription said = ModelDescription.Read(model.Metadata, path);
        OnnxGraph graph = OnnxGraphReader.Read(model, file, tensors);
        var names = new OnnxNames(graph);
        var network = new OnnxNetwork(graph, names.Layers);
        try
        {
            return Describe(network, graph, names, said, options, HashOf(path, FilesOf(path, model)));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private Network Describe(OnnxNetwork network, OnnxGraph graph, OnnxNames names, ModelDescription said, LoadOptions options, Lazy<string?> hash)
    {
        Preprocessing preprocessing = PreprocessingFor(graph, said, options);
        int classes = network.ClassesFor(preprocessing.InputSize);
        var outline = new OnnxOutline(graph, network.TraceFor(preprocessing.InputSize));
        var layouts = names.Layers.Index().GroupBy(entry => entry.Item).ToDictionary(group => group.Key, group => outline.LayoutOf(group.First().Index), StringComparer.Ordinal);
        string layer = outline.Default() is { } value ? names.Layers[value]
            : throw new LayerException($"{ShownText.Of(graph.Source)}: no value of its graph in front of the classifier holds a grid of more than one place: it has no layer to explain");
        var facts = new NetworkFacts
        {
            Name = OwnNameOf(graph.Source)!,
            DefaultLayer = layer,
            WholeMapLayer = layer,
            Preprocessing = preprocessing,
            AssumesNormalisation = !graph.TakesBytes && ((options.Mean ?? said.Mean) is null || (options.Std ?? said.Std) is null),
            Classes = classes,
            ClassNames = ClassNamesFor(classes, said, options),
            IsMultiLabel = graph.IsSigmoid && classes > 2,
        };
        return new Network(network, facts)
        {
            IsOurs = true,
            LayoutOf = name => layouts.GetValueOrDefault(name, ActivationLayout.None),
            LayersCalled = names.Find,
            MaxBatch = graph.Batch,
            Sha256 = hash,
            Owned = [network],
        };
    }

    /// <summary>Of the model and of the files that its weights lie in, one after another; only where they are still the same, since explanations outlive their explainer.</summary>
    private static Lazy<string?> HashOf(string path, IReadOnlyList<string> files)
    {
        (long, DateTime)[] Stamps() => [.. files.Select(file => new FileInfo(file)).Select(file => file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default))];
        (long, DateTime)[] loaded = Stamps();
        return new Lazy<string?>(() => Stamps().SequenceEqual(loaded)
            ? FileHash.Sha256(files)
            : throw new CheckpointException($"{ShownText.Of(path)} was changed since it was loaded: its hash is not known any more"));
    }

    /// <summary>
    /// The model and the files that its tensors lie in. What is not there is none of its own: no tensor that is needed lies in it, or loading refuses it. An empty one
    /// adds nothing to a hash, and a pipe, which has no length, would be read for ever.
    /// </summary>
    private static IReadOnlyList<string> FilesOf(string path, OnnxFile model) =>
    [
        Path.GetFullPath(path),
        .. model.Locations
            .Select(location => OnnxFolder.Resolve(path, location))
            .OfType<string>()
            .Where(data => new FileInfo(data) is { Exists: true, Length: > 0 })
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static Preprocessing PreprocessingFor(OnnxGraph graph, ModelDescription said, LoadOptions options)
    {
        long? declared = graph.IsChannelsLast ? graph.PictureShape[1] : graph.PictureShape[2];
        if (declared is { } only && options.InputSize is { } asked && asked != only)
        {
            throw new UsageException($"{ShownText.Of(graph.Source)} takes inputs of {only} pixels alone, not of {asked}") { Name = "input-size" };
        }

        int? own = (int?)declared ?? said.InputSize;
        options.CheckOwnInput(own, graph.Source);
        Preprocessing usual = Preprocessing.ImageNet;
        if (graph.TakesBytes)
        {
            return (options.Mean ?? options.Std) is null
                ? usual with { InputSize = options.InputSize ?? own ?? usual.InputSize, Fit = options.Fit ?? PictureFit.Squash, Mean = [0, 0, 0], Std = Bytes }
                : throw new UsageException($"{ShownText.Of(graph.Source)} takes a picture's bytes, 0 to 255, and normalises them itself: no mean and deviation can be given") { Name = options.Mean is null ? "std" : "mean" };
        }

        return options.Normalise(usual with { InputSize = options.InputSize ?? own ?? usual.InputSize, Fit = options.Fit ?? PictureFit.Squash }, said.Mean, said.Std);
    }

    /// <summary>Names that were asked for must fit; those of the model, or of files beside it, are taken where they do.</summary>
    private static IReadOnlyList<string>? ClassNamesFor(int classes, ModelDescription said, LoadOptions options) => options.ClassNames is { } asked
        ? asked.Count == classes ? asked : throw new UsageException($"there are {asked.Count} class names for the {classes} classes of this model: give one name a class")
        : said.ClassNames?.Count == classes ? said.ClassNames
        : classes == ImageNetClasses.Names.Count ? ImageNetClasses.Names : null;
}
