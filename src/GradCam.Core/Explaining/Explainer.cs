using GradCam.Imaging;
using GradCam.Native;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;
using GradCam.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Explains pictures with one network: the library's façade.</summary>
/// <example>
/// <code>
/// using var explainer = Explainer.Load("model.safetensors");
/// Explanation explanation = explainer.Explain("picture.jpg");
/// ResultWriter.Write("results", "picture", explanation);
/// </code>
/// </example>
/// <remarks>
/// An explainer belongs to one thread at a time: make one for each thread. Several over one module of your own are safe: their passes through it
/// wait for each other. Gradients are turned on while it works, whatever the caller has turned off.
/// </remarks>
public sealed class Explainer : IDisposable
{
    private const string AtWork = "This explainer is at work: make an explainer for each thread, and do not call it out of its own progress";

    private readonly Network network;
    private int users;
    private bool disposed;

    private Explainer(Network network) => this.network = network;

    /// <summary>What is known of the network.</summary>
    public NetworkFacts Facts => network.Facts;

    /// <summary>The catalogue's entry of the network; null for one of another origin.</summary>
    public NetworkDefinition? Definition => network.Definition;

    /// <summary>The layer that is explained where none is named.</summary>
    public string DefaultLayer => network.DefaultLayer;

    /// <summary>How a picture becomes the network's input.</summary>
    public Preprocessing Preprocessing => network.Facts.Preprocessing;

    /// <summary>The module itself: it stays the explainer's where <see cref="Load"/> made it.</summary>
    public nn.Module<Tensor, Tensor> Module => network.Module;

    /// <summary>The SHA-256 of the file that the weights came from, 64 hexadecimal digits; null for a caller's own module. The first reader reads the file.</summary>
    public string? CheckpointSha256 => network.Sha256.Value;

    /// <summary>The network's folded normalisations; null where each layer runs by itself.</summary>
    internal FoldedNorms? FoldedNorms => network.Folded;

    /// <summary>Whether nobody named the network, and it was told by the names and shapes of the file's tensors.</summary>
    internal bool NetworkIsRecognised => network.IsRecognised;

    /// <summary>How a layer's output holds its maps, by the layer's name; null where the shape alone tells.</summary>
    internal Func<string, ActivationLayout>? LayoutOf => network.LayoutOf;

    /// <summary>The most pictures that go through the network at once; null for any number.</summary>
    internal int? MaxBatch => network.MaxBatch;

    /// <summary>Loads a network from a file.</summary>
    /// <param name="path">A state dictionary, .pth (zip or legacy) or .safetensors; or an .onnx model, which is network and weights in one. The content tells which.</param>
    /// <param name="options">What the file does not say. Default: nothing.</param>
    /// <exception cref="CheckpointException">The file cannot be read or does not fit the network.</exception>
    /// <exception cref="UsageException">The network is unknown, contradicts the metadata or cannot be told, or an option is out of range.</exception>
    /// <exception cref="NativeLibraryException">A native library cannot be loaded.</exception>
    public static Explainer Load(string path, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NativeLibraries.EnsureTorch();
        using var modes = new RecordingModes();
        return new Explainer(NetworkSources.Open(path, options ?? new LoadOptions()));
    }

    /// <summary>Loads a network with the weights that torchvision publishes for it, out of PyTorch's own cache; they are fetched first where they are not there.</summary>
    /// <param name="network">A name or alias of <see cref="NetworkCatalog"/>.</param>
    /// <param name="options">How it is loaded; <see cref="LoadOptions.Weights"/> says which weights. Default: the first of the network's definition.</param>
    /// <param name="progress">Told of the fetch. Default: nobody.</param>
    /// <param name="cancellationToken">Ends the fetch; what was received stays, and the next one goes on from there.</param>
    /// <exception cref="WeightsException">The weights could not be had.</exception>
    /// <exception cref="UsageException">The network or its weights are unknown, or an option is out of range.</exception>
    public static async Task<Explainer> LoadPublishedAsync(
        string network, LoadOptions? options = null, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        PublishedFile file = PublishedWeights.Find(NetworkCatalog.Find(network), options?.Weights).File;
        var fetcher = new WeightFetcher(WeightCache.FromEnvironment(), FetchOptions.FromEnvironment(offline: false));
        FetchedFile fetched = await fetcher.FetchAsync(file, progress, cancellationToken).ConfigureAwait(false);
        return Load(fetched.Path, (options ?? new LoadOptions()) with { Network = network, PublishedByDefault = true });
    }

    /// <summary>Explains with a module of your own, from pictures [N, 3, S, S] to logits [N, classes]; it stays yours.</summary>
    /// <param name="module">Any module; for guided backpropagation its rectifiers must be <see cref="Rectifier"/> or <see cref="Rectify"/>.</param>
    /// <param name="facts">What is known of it. Default: its last convolution is explained, pictures are prepared as ImageNet's.</param>
    /// <exception cref="LayerException">No layer is named and there is no convolution.</exception>
    public static Explainer FromModule(nn.Module<Tensor, Tensor> module, NetworkFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new Explainer(new Network(module, facts ?? new NetworkFacts()));
    }

    /// <summary>Explains a picture file.</summary>
    /// <param name="picturePath">The file.</param>
    /// <param name="options">What to explain, of one class and one layer. Default: all six pictures of the predicted class.</param>
    /// <param name="cancellationToken">Ends the work between two stages.</param>
    /// <exception cref="ArgumentException">The options ask for several classes or layers: ask a <see cref="Question"/>.</exception>
    /// <exception cref="GradCamException">The picture cannot be read, or what the other overloads throw.</exception>
    public Explanation Explain(string picturePath, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(picturePath);
        cancellationToken.ThrowIfCancellationRequested();
        ExplainOptions wanted = Single(options);
        var clock = new StageClock();
        RgbImage picture = Decode(picturePath, clock);
        ExplanationBuilder.CheckSize(picture, wanted, picturePath);
        return Explain(Prepare([new Question(picture)], wanted, clock, cancellationToken), wanted, clock, null, cancellationToken)[0];
    }

    /// <summary>Explains a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">What to explain, of one class and one layer. Default: all six pictures of the predicted class.</param>
    /// <param name="cancellationToken">Ends the work between two stages.</param>
    /// <exception cref="ArgumentException">The options ask for several classes or layers: ask a <see cref="Question"/>.</exception>
    public Explanation Explain(RgbImage picture, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ExplainOptions wanted = Single(options);
        var clock = new StageClock();
        return Explain(Prepare([new Question(picture)], wanted, clock, cancellationToken), wanted, clock, null, cancellationToken)[0];
    }

    /// <summary>Explains several pictures, classes and layers from one forward pass: each gets what it gets alone, within float32 rounding.</summary>
    /// <param name="questions">The pictures, of any sizes, at least one, and what is asked of each.</param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    /// <param name="progress">Told by methods that take passes of their own. Default: nobody.</param>
    /// <param name="cancellationToken">Ends the work between two stages or passes.</param>
    /// <returns>Ordered by picture, then layer, then class.</returns>
    /// <exception cref="ArgumentException">There is no question.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses this explainer.</exception>
    /// <exception cref="LayerException">A layer is unknown, gives no [C,h,w] map or has no influence on the score.</exception>
    /// <exception cref="ClassException">A class id is out of range, or a class's name is unknown.</exception>
    /// <exception cref="NonFiniteException">An activation or gradient is not finite.</exception>
    /// <exception cref="MethodException">A method cannot be had of this network.</exception>
    /// <exception cref="UsageException">A method is asked for twice, or the class names do not fit the network's output.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public IReadOnlyList<Explanation> Explain(
        IReadOnlyList<Question> questions, ExplainOptions? options = null, IProgress<MethodProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ExplainOptions wanted = options ?? ExplainOptions.Default;
        var clock = new StageClock();
        return Explain(Prepare(questions, wanted, clock, cancellationToken), wanted, clock, progress, cancellationToken);
    }

    /// <summary>Frees the network, unless it is a caller's own.</summary>
    /// <exception cref="InvalidOperationException">The explainer is at work.</exception>
    public void Dispose()
    {
        if (!disposed)
        {
            if (Volatile.Read(ref users) != 0)
            {
                throw new InvalidOperationException(AtWork);
            }

            disposed = true;
            network.Dispose();
        }
    }

    /// <summary>Makes a picture ready, on any thread.</summary>
    internal PreparedQuestion Prepare(Question question, ExplainOptions options, string name = "the picture")
    {
        ExplanationBuilder.CheckSize(question.Picture, options, name);
        return new PreparedQuestion(
            network.Facts.Preprocessing.Prepare(question.Picture), options.OutputSize == OutputSize.Original ? question.Picture : null, question.Targets);
    }

    /// <summary>What asks the network about other inputs made of a picture that is ready.</summary>
    internal PictureProbe ProbeOf(PreparedQuestion question, ExplainOptions options, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return new PictureProbe(network, options, question.Prepared.Pixels.Pixels, progress, cancellationToken);
    }

    /// <summary>Explains pictures that are ready.</summary>
    internal IReadOnlyList<Explanation> Explain(
        IReadOnlyList<PreparedQuestion> questions, ExplainOptions options, StageClock clock, IProgress<MethodProgress>? progress, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        options.Validate();
        if (Interlocked.Exchange(ref users, 1) != 0)
        {
            throw new InvalidOperationException(AtWork);
        }

        try
        {
            var plan = Plan.Create(network, options);
            IReadOnlyList<Target>[] targets = [.. questions.Select(question => question.Targets.Count > 0 ? question.Targets : options.Targets)];
            new TargetResolver(network.Facts, options.Versus).Check([.. targets.SelectMany(each => each)]);
            using var modes = new RecordingModes();
            List<ExplainedScore> explained = [];
            foreach ((int Index, PreparedQuestion Item)[] piece in questions.Index().Chunk(network.MaxBatch ?? questions.Count))
            {
                using Tensor input = InputOf([.. piece.Select(one => one.Item)], plan.Preprocessing, clock);
                IReadOnlyList<Target>[] asked = [.. piece.Select(one => targets[one.Index])];
                IReadOnlyList<ExplainedScore> found = Fusion.Apply(plan, PlanRun.Run(plan, input, asked, clock, progress, cancellationToken));
                found = options.Check ? CheckRun.Check(plan, input, found, clock, progress, cancellationToken) : found;
                explained.AddRange(found.Select(one => one with { Picture = one.Picture + piece[0].Index }));
            }

            var builder = new ExplanationBuilder(explained[0].Plan, clock, explained.Count);
            return [.. explained.Select(one =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return builder.Build(one, questions[one.Picture]);
            })];
        }
        finally
        {
            Volatile.Write(ref users, 0);
        }
    }

    private static RgbImage Decode(string path, StageClock clock)
    {
        using StageClock.Stage stage = clock.Start("decode");
        return PictureDecoder.Decode(path);
    }

    private PreparedQuestion[] Prepare(IReadOnlyList<Question> questions, ExplainOptions options, StageClock clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(questions);
        cancellationToken.ThrowIfCancellationRequested();
        if (questions.Count == 0 || questions.Any(question => question?.Picture is null))
        {
            throw new ArgumentException("There must be at least one question, each with a picture", nameof(questions));
        }

        ObjectDisposedException.ThrowIf(disposed, this);
        using StageClock.Stage stage = clock.Start("resize");
        return [.. questions.Select(question => Prepare(question, options))];
    }

    private Tensor InputOf(IReadOnlyList<PreparedQuestion> questions, Preprocessing preprocessing, StageClock clock)
    {
        using StageClock.Stage stage = clock.Start("prepare");
        Tensor input = preprocessing.ToTensor([.. questions.Select(question => question.Prepared.Pixels.Pixels)]);
        return network.Device.type == DeviceType.CPU ? input : input.to(network.Device, disposeAfter: true);
    }

    private static ExplainOptions Single(ExplainOptions? options)
    {
        ExplainOptions wanted = options ?? ExplainOptions.Default;
        wanted.Validate();
        return wanted is { Layers.Count: <= 1, Targets: [{ Count: null or 1 }] } or { Fuse: not LayerFusion.None, Targets: [{ Count: null or 1 }] }
            ? wanted
            : throw new ArgumentException("Several classes or layers give several explanations: ask a question", nameof(options));
    }
}
