using System.Collections.Immutable;
using GradCam.Checkpoints;
using GradCam.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>A network with its weights and all that is known of it; owns the native memory of what it loaded.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    /// <summary>The largest side that a file may choose by itself: memory grows with its square, and the file may be anyone's.</summary>
    private const int LargestOwnInput = 1024;

    private readonly bool transformByDefault;

    private LoadedNetwork(
        string name, nn.Module<Tensor, Tensor> module, string defaultLayer, Preprocessing preprocessing, IReadOnlyList<string>? classNames, bool transformByDefault)
    {
        Name = name;
        Module = module;
        DefaultLayer = defaultLayer;
        Preprocessing = preprocessing;
        ClassNames = classNames;
        this.transformByDefault = transformByDefault;
    }

    public string Name { get; }

    public nn.Module<Tensor, Tensor> Module { get; }

    public string DefaultLayer { get; }

    public Preprocessing Preprocessing { get; }

    public IReadOnlyList<string>? ClassNames { get; }

    public NetworkDefinition? Definition { get; private init; }

    public Checkpoint? Checkpoint { get; private init; }

    /// <summary>The network's folded normalisations; null where each layer runs by itself.</summary>
    public FoldedNorms? Folded { get; private init; }

    /// <summary>The number of classes; null for a caller's own module, whose output tells.</summary>
    public int? Classes { get; private init; }

    public static LoadedNetwork FromModule(
        nn.Module<Tensor, Tensor> module, string layerName, Preprocessing preprocessing, IReadOnlyList<string>? classNames) =>
        new("module", module, layerName, preprocessing, classNames, preprocessing.TransformInput);

    public static LoadedNetwork FromFile(string path, string? networkName, ExplainerOptions options)
    {
        Checkpoint checkpoint = CheckpointReader.Read(path);
        try
        {
            ModelMetadata metadata = ModelMetadata.Parse(checkpoint.Metadata);
            string name = networkName ?? metadata.Network ?? NetworkCatalog.DefaultName;
            NetworkDefinition definition = NetworkCatalog.Find(name);
            CheckAgainstMetadata(path, definition, metadata);
            int classes = ModuleWeights.Classes(definition, checkpoint.Tensors);
            Preprocessing preprocessing = PreprocessingFor(definition, checkpoint, metadata, options);
            IReadOnlyList<string>? classNames = ClassNamesFor(classes, metadata, options);
            nn.Module<Tensor, Tensor> module = ModuleWeights.Build(definition, checkpoint.Tensors, path);
            return new LoadedNetwork(name, module, definition.DefaultLayer, preprocessing, classNames, options.PublishedByDefault && definition.HasTransformInput)
            {
                Definition = definition,
                Checkpoint = checkpoint,
                Classes = classes,
                Folded = options.FoldNorms ? new FoldedNorms(module) : null,
            };
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>How a picture becomes the network's input under a variant's rule.</summary>
    public Preprocessing PreprocessingFor(Variant variant) => Preprocessing with
    {
        TransformInput = variant.TransformInput == TransformInputRule.WhatTheWeightsNeed ? Preprocessing.TransformInput : transformByDefault,
    };

    /// <summary>Refuses class ids out of range before anything is computed, where the number of classes is known.</summary>
    public void CheckClasses(IEnumerable<int?> classIds)
    {
        if (Classes is not int classes)
        {
            return;
        }

        foreach (int id in classIds.OfType<int>())
        {
            MapComputation.Check(id, classes);
        }
    }

    /// <summary>Refuses guided pictures of a module with rectifiers that cannot be guarded.</summary>
    public void CheckGuided(ExplainOptions options)
    {
        if (Definition is not null || !options.NeedsGuided)
        {
            return;
        }

        (string Name, nn.Module Module) foreign = ModuleTree.Walk(Module).FirstOrDefault(entry => IsForeign(entry.Module));
        if (foreign.Module is not null)
        {
            throw new UsageException(
                $"guided backpropagation cannot guard '{foreign.Name}': use GradCam.Networks.Rectifier in place of nn.{foreign.Module.GetName()}, or ask for maps only");
        }
    }

    /// <summary>Refuses to call the plain gradient guided: a caller's own module may rectify by functions that nothing can guard.</summary>
    public void CheckRectified(RectifierKinds called)
    {
        if (Definition is null && called == RectifierKinds.None)
        {
            throw new UsageException(
                "guided backpropagation found no rectifier that it can guard: use GradCam.Networks.Rectifier or Rectify.Relu in your module, or ask for maps only");
        }
    }

    public void Dispose()
    {
        Folded?.Dispose();
        if (Checkpoint is not null)
        {
            Module.Dispose();
            Checkpoint.Dispose();
        }
    }

    private static bool IsForeign(nn.Module module) => module
        is ReLU or ReLU6 or LeakyReLU or PReLU or RReLU or ELU or CELU or SELU or GELU or SiLU or Mish or Softplus or Hardswish or Hardtanh or Threshold;

    private static void CheckAgainstMetadata(string path, NetworkDefinition definition, ModelMetadata metadata)
    {
        if (metadata.Network is not null && NetworkCatalog.Find(metadata.Network) != definition)
        {
            throw new UsageException(
                $"{path} says that it holds {metadata.Network}, not {definition.Name}: leave --network out, or pass --network {metadata.Network}");
        }
    }

    private static Preprocessing PreprocessingFor(
        NetworkDefinition definition, Checkpoint checkpoint, ModelMetadata metadata, ExplainerOptions options)
    {
        if (options.InputSize is null && metadata.InputSize is > LargestOwnInput)
        {
            throw new UsageException(
                $"{checkpoint.Path} asks for input size {metadata.InputSize}, which takes much memory: pass --input-size {metadata.InputSize} if that is meant");
        }

        Preprocessing own = definition.Preprocessing;
        int side = options.InputSize ?? metadata.InputSize ?? own.InputSize;
        if (side < definition.MinimumInputSize)
        {
            throw new UsageException($"input size {side} is too small for {definition.Name}: give {definition.MinimumInputSize} or more");
        }

        // Hashing takes a tenth of a second for 100 MB: only the network that has the transform pays for it.
        bool transform = definition.HasTransformInput && (metadata.TransformInput ?? PublishedWeights.IsPublished(checkpoint.Sha256()));
        return new Preprocessing(
            side,
            (options.Mean ?? metadata.Mean)?.ToImmutableArray() ?? own.Mean,
            (options.Std ?? metadata.Std)?.ToImmutableArray() ?? own.Std,
            transform) { Fit = own.Fit, Interpolation = own.Interpolation, ResizeRatio = own.ResizeRatio };
    }

    private static IReadOnlyList<string>? ClassNamesFor(int classes, ModelMetadata metadata, ExplainerOptions options)
    {
        IReadOnlyList<string>? names = options.ClassNames ?? metadata.ClassNames;
        if (names is null)
        {
            return classes == ImageNetClasses.Names.Count ? ImageNetClasses.Names : null;
        }

        return names.Count == classes
            ? names
            : throw new UsageException($"there are {names.Count} class names for the {classes} classes of this checkpoint: give one name a class");
    }
}
