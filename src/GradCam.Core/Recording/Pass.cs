using GradCam.Native;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// One recorded forward pass of a batch through a module, from which the gradients of a score with respect to layers' outputs
/// and to the input are read: the sum over n of picture n's score.
/// </summary>
/// <remarks>
/// In evaluation mode the pictures of a batch do not touch each other, so one backward pass gives each picture its own gradient.
/// The model is left as it was found: its hooks, its mode, its gradients and which of its weights ask for one. Passes of several
/// threads through one model wait for each other.
/// </remarks>
internal sealed class Pass : IDisposable
{
    private readonly NetworkPass rectifiers;
    private readonly Tensor input;
    private readonly PassTaps taps;

    private Pass(NetworkPass rectifiers, Tensor input, Tensor logits, PassTaps taps)
    {
        (this.rectifiers, this.input, this.taps) = (rectifiers, input, taps);
        Logits = logits;
    }

    /// <summary>The network's output, before softmax: [N, classes]; owned by the pass.</summary>
    public Tensor Logits { get; }

    /// <summary>The layers that add a bias, call by call; owned by the pass.</summary>
    public IReadOnlyList<BiasTap> Biases => taps.Biases;

    /// <summary>The weights of the attentions, call by call; owned by the pass.</summary>
    public IReadOnlyList<Tensor> Attentions => taps.Attentions;

    /// <summary>The kinds of rectifiers that the forward pass went through.</summary>
    public RectifierKinds RectifiersCalled => rectifiers.Called;

    /// <summary>Runs the model once on a batch.</summary>
    /// <param name="model">Any module from pictures [N, 3, S, S] to logits [N, classes].</param>
    /// <param name="pictures">The batch; left as it is.</param>
    /// <param name="request">What to keep.</param>
    /// <exception cref="LayerException">A layer is unknown, was not called, or gives no [N, C, h, w] output.</exception>
    public static Pass Run(nn.Module<Tensor, Tensor> model, Tensor pictures, PassRequest request)
    {
        using Lock.Scope alone = ModuleGate.Enter(model);
        using var modes = new RecordingModes();
        using IDisposable? plain = request.NeedsGraph ? null : no_grad();
        using ModelState state = ModelState.Freeze(model);
        var taps = new PassTaps(model, request);
        var rectifiers = new NetworkPass
        {
            Folded = request.Biases ? null : request.Folded,
            Apart = new HashSet<nn.Module>([.. taps.Layers.Select(tap => tap.Layer), .. request.Alone is null ? Array.Empty<nn.Module>() : [request.Alone]], ReferenceEqualityComparer.Instance),
            Replay = request.Replay,
            MayGuard = request.MayGuard,
            MayDeconvolve = request.MayDeconvolve,
            Overwritten = taps.Layers.Count == 0 ? null : taps.Overwritten,
            Attended = request.Attentions ? weights => taps.Attended(weights, request.AttentionGradients) : null,
        };
        Tensor? input = null, logits = null;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            input = pictures.detach().DetachFromDisposeScope();
            input.requires_grad_(request.InputGradient || request.Biases);
            using NetworkPass.Opened open = rectifiers.Open();
            logits = model.call(Handed(input, request)).DetachFromDisposeScope();
            CheckShapes(logits, taps, request);
            taps.Unhook();
            return new Pass(rectifiers, input, logits, taps);
        }
        catch
        {
            logits?.Dispose();
            input?.Dispose();
            taps.Dispose();
            rectifiers.Dispose();
            throw;
        }
    }

    /// <summary>What counts as a layer's output: [N, C, h, w]; owned by the pass.</summary>
    /// <param name="layer">Its place in the request.</param>
    public Tensor Activation(int layer) => taps.Layers[layer].Maps!;

    /// <summary>Runs one backward pass.</summary>
    /// <param name="scores">A score for each picture of the batch; null for a picture that is left out.</param>
    /// <param name="guard">The rule of the rectifiers.</param>
    /// <param name="wanted">At what gradients are wanted: some of what the request named.</param>
    /// <param name="last">True if nothing more will be asked of this pass: it may free its graph.</param>
    public PassGradients Backward(IReadOnlyList<Score?> scores, RectifierGuard guard, GradientTargets wanted, bool last = false)
    {
        using var modes = new RecordingModes();
        using DisposeScope scope = NewDisposeScope();
        LayerTap[] layers = wanted.HasFlag(GradientTargets.Layers) ? [.. taps.Layers] : [];
        BiasTap[] biases = wanted.HasFlag(GradientTargets.Biases) ? [.. taps.Biases] : [];
        Tensor[] attentions = wanted.HasFlag(GradientTargets.Attentions) ? [.. taps.Attentions] : [];
        Tensor[] inputs = wanted.HasFlag(GradientTargets.Input) ? [input] : [];
        Tensor[] targets = [.. layers.Select(tap => tap.Output!), .. inputs, .. biases.Select(tap => tap.Output), .. attentions];
        Tensor score = Sum(scores);
        Tensor?[] gradients = new Tensor?[targets.Length];
        if (score.requires_grad)
        {
            rectifiers.Guard = guard;
            // .grad adds up over calls, and an earlier reader may still hold what it was given.
            Forget(targets);
            autograd.backward([score], retain_graph: !last, inputs: targets);
            gradients = [.. targets.Select((target, i) => i < layers.Length ? LaidOut(layers[i], target.grad) : target.grad)];
            Forget([input, .. taps.Layers.Select(tap => tap.Output!), .. taps.Biases.Select(tap => tap.Output), .. taps.Attentions]);
        }

        Array.ForEach(gradients, gradient => gradient?.DetachFromDisposeScope());
        Tensor?[] rest = gradients[(layers.Length + inputs.Length)..];
        return new PassGradients(gradients[..layers.Length], inputs.Length == 0 ? null : gradients[layers.Length], rest[..biases.Length], rest[biases.Length..]);
    }

    /// <summary>First and second derivative of the scores at the one recorded layer; nothing more can be asked of the pass.</summary>
    /// <param name="scores">A score for each picture of the batch.</param>
    /// <exception cref="LayerException">The scores do not depend on the layer.</exception>
    public (RecordedLayer Layer, Tensor Product) Curvature(IReadOnlyList<Score> scores)
    {
        using var modes = new RecordingModes();
        using DisposeScope scope = NewDisposeScope();
        LibtorchWarnings.SilenceCreateGraph();
        Tensor output = taps.Layers[0].Output!;
        Tensor score = Sum(scores);
        Tensor gradient = (score.requires_grad ? Derive(score, output, again: true) : null)
            ?? throw new LayerException($"layer '{taps.Layers[0].Name}' has no influence on the score of {scores[0]}, so it has no map");
        Tensor activation = output.detach();
        // The gradient's own graph ends where the network is linear behind the layer, and the second derivative is zero there.
        Tensor? product = gradient.requires_grad ? Derive((gradient * activation).flatten().sum([0]), output, again: false) : null;
        ActivationLayout layout = taps.Layers[0].Layout!;
        return (
            new RecordedLayer(
                taps.Layers[0].Name, layout.ToMaps(activation).MoveToOuterDisposeScope(), layout.ToMaps(gradient.detach()).MoveToOuterDisposeScope()),
            layout.ToMaps(product ?? zeros_like(activation)).MoveToOuterDisposeScope());
    }

    /// <summary>Frees the tensors and the graph.</summary>
    public void Dispose()
    {
        Logits.Dispose();
        taps.Dispose();
        input.Dispose();
        rectifiers.Dispose();
    }

    private static Tensor? LaidOut(LayerTap tap, Tensor? gradient) => gradient is null ? null : tap.Layout!.ToMaps(gradient);

    /// <summary>The sum of each picture's score; of a picture without one nothing.</summary>
    private Tensor Sum(IReadOnlyList<Score?> scores) =>
        stack([.. scores.Select((one, n) => one?.Read(Logits.narrow(0, n, 1))).OfType<Tensor>()]).sum([0, 1]);

    /// <summary>The gradient of one number at one tensor; taken off the tensor, or it would keep the graph, which keeps the tensor.</summary>
    private static Tensor? Derive(Tensor number, Tensor at, bool again)
    {
        at.grad = null;
        autograd.backward([number], retain_graph: again, create_graph: again, inputs: [at]);
        Tensor? gradient = at.grad;
        at.grad = null;
        return gradient;
    }

    private static void Forget(IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            tensor.grad = null;
        }
    }

    /// <summary>What the model is called with: a module that works in place may do so on a copy only.</summary>
    private static Tensor Handed(Tensor input, PassRequest request) =>
        request.Before is not null ? request.Before(input) : request.MayOverwrite ? input.clone() : input;

    private static void CheckShapes(Tensor logits, PassTaps taps, PassRequest request)
    {
        if (logits.dim() != 2)
        {
            throw new UsageException($"the network gives an output of {logits.dim()} dimensions where [pictures, classes] is wanted");
        }

        string recommended = request.DefaultLayer is null ? "" : $"; the default layer is {request.DefaultLayer}";
        foreach (LayerTap tap in taps.Layers)
        {
            if (tap.Output is null)
            {
                throw new LayerException($"layer '{tap.Name}' takes no part in a forward pass, so it has no map{recommended}");
            }

            if (!tap.LayOut())
            {
                throw new LayerException(
                    $"layer '{tap.Name}' gives an output of shape [{string.Join(",", tap.Output.shape.Skip(1))}] where a map needs [C,h,w]{recommended}");
            }
        }
    }
}
