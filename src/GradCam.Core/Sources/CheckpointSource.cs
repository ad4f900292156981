using GradCam.Checkpoints;
using GradCam.Files;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Sources;

/// <summary>A checkpoint, which holds the weights of one of the catalogue's networks.</summary>
internal sealed class CheckpointSource : INetworkSource
{
    /// <summary>Every file that no other source knows: its reader says what is wrong with one that is no checkpoint.</summary>
    public bool Reads(ReadOnlySpan<byte> head) => true;

    /// <inheritdoc/>
    public string? OwnNameOf(string path) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesOf(string path) => [path];

    /// <inheritdoc/>
    public Network Open(string path, LoadOptions options)
    {
        Device device = Devices.Open(options.Device);
        Checkpoint checkpoint = CheckpointReader.Read(path);
        nn.Module<Tensor, Tensor>? module = null;
        try
        {
            ModelMetadata metadata = ModelMetadata.Parse(checkpoint.Metadata);
            string? named = options.Network ?? metadata.Network;
            string name = named ?? NetworkFit.Only(checkpoint.Tensors, path).Name;
            NetworkDefinition definition = NetworkCatalog.Find(name);
            CheckAgainstMetadata(path, definition, metadata);
            int classes = definition.ClassesOf(checkpoint.Tensors);
            var facts = new NetworkFacts
            {
                Name = name,
                DefaultLayer = definition.DefaultLayer,
                WholeMapLayer = definition.WholeMapLayer,
                Preprocessing = PreprocessingFor(definition, checkpoint, metadata, options),
                ClassNames = ClassNamesFor(classes, metadata, options),
                Classes = classes,
            };
            module = ModuleWeights.Build(definition, checkpoint.Tensors, path);
            if (device.type != DeviceType.CPU)
            {
                module.to(device);
            }

            FoldedNorms? folded = options.FoldNorms ? new FoldedNorms(module) : null;
            return new Network(module, facts)
            {
                Definition = definition,
                Folded = folded,
                IsOurs = true,
                IsRecognised = named is null,
                TransformedByDefault = options.PublishedByDefault && definition.HasTransformInput,
                Sha256 = HashOf(checkpoint),
                Owned = [.. folded is null ? Array.Empty<IDisposable>() : [folded], module, checkpoint],
            };
        }
        catch
        {
            module?.Dispose();
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The hash of the file that is open; of the closed one only where it is still the same, since explanations outlive their explainer.</summary>
    private static Lazy<string?> HashOf(Checkpoint checkpoint)
    {
        var loaded = new FileInfo(checkpoint.Path);
        (long length, DateTime written) = (loaded.Length, loaded.LastWriteTimeUtc);
        return new Lazy<string?>(() =>
        {
            try
            {
                return checkpoint.Sha256();
            }
            catch (ObjectDisposedException)
            {
                loaded.Refresh();
                return loaded.Exists && (loaded.Length, loaded.LastWriteTimeUtc) == (length, written)
                    ? FileHash.Sha256(checkpoint.Path)
                    : throw new CheckpointException($"checkpoint {ShownText.Of(checkpoint.Path)} was changed since it was loaded: its hash is not known any more");
            }
        });
    }

    private static void CheckAgainstMetadata(string path, NetworkDefinition definition, ModelMetadata metadata)
    {
        if (metadata.Network is not null && NetworkCatalog.Find(metadata.Network) != definition)
        {
            throw new UsageException($"{ShownText.Of(path)} says that it holds {ShownText.Of(metadata.Network)}, not {definition.Name}");
        }
    }

    private static Preprocessing PreprocessingFor(
        NetworkDefinition definition, Checkpoint checkpoint, ModelMetadata metadata, LoadOptions options)
    {
        options.CheckOwnInput(metadata.InputSize, checkpoint.Path);
        Preprocessing usual = definition.PreprocessingFor(options.Fit, options.Weights is null ? null : PublishedWeights.Find(definition, options.Weights));
        int side = ModuleWeights.InputSize(definition, checkpoint.Tensors, options.InputSize ?? metadata.InputSize, usual.InputSize);

        // Hashing takes a tenth of a second for 100 MB: only the network that has the transform pays for it.
        bool transform = definition.HasTransformInput && (metadata.TransformInput ?? PublishedWeights.IsPublished(checkpoint.Sha256()));
        return options.Normalise(usual with { InputSize = side, TransformInput = transform }, metadata.Mean, metadata.Std);
    }

    private static IReadOnlyList<string>? ClassNamesFor(int classes, ModelMetadata metadata, LoadOptions options)
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
