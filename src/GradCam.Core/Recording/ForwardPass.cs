using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// One recorded forward pass of a batch through a module, from which the gradients of a class score with respect to a layer's
/// output and to the input are read: score = sum over n of logits[n, class n], before softmax.
/// </summary>
/// <remarks>
/// In evaluation mode the pictures of a batch do not touch each other, so one backward pass gives each picture its own gradient.
/// The model is left as it was found: its hooks, its mode, its gradients and which of its weights ask for one.
/// </remarks>
public sealed class ForwardPass : IDisposable
{
    private readonly RecordingRequest request;
    private readonly NetworkPass rectifiers;
    private readonly Tensor input;
    private readonly Tensor? output;
    private readonly Tensor? left;

    private ForwardPass(RecordingRequest request, NetworkPass rectifiers, Tensor input, Tensor logits, Tensor? output, Tensor? left)
    {
        this.request = request;
        this.rectifiers = rectifiers;
        this.input = input;
        this.output = output;
        this.left = left;
        Logits = logits;
    }

    /// <summary>The network's output, before softmax: [N, classes], float32; owned by the pass.</summary>
    public Tensor Logits { get; }

    /// <summary>The layer's recorded output: [N, C, h, w], float32; owned by the pass. Null where no layer was asked for.</summary>
    public Tensor? Activation => request.Recorded == RecordedOutput.LeftInMemory && left is not null ? left : output;

    /// <summary>Runs the model once on a batch.</summary>
    /// <param name="model">Any module from pictures [N, 3, S, S] to logits [N, classes].</param>
    /// <param name="pictures">The batch; left as it is.</param>
    /// <param name="request">What to keep.</param>
    /// <exception cref="LayerException">The layer is unknown, was not called, or gives no [N, C, h, w] output.</exception>
    public static ForwardPass Run(nn.Module<Tensor, Tensor> model, Tensor pictures, RecordingRequest request)
    {
        using ModelState state = ModelState.Freeze(model);
        using LayerRecorder? recorder = request.LayerName is null ? null : new LayerRecorder(model, request);
        Tensor input = pictures.detach().DetachFromDisposeScope();
        request.Folded?.KeepApart(recorder?.Layer);
        var rectifiers = new NetworkPass { Folded = request.Folded, Overwritten = recorder is null ? null : recorder.Overwritten };
        Tensor? logits = null;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable grad = set_grad_enabled(true);
            input.requires_grad_(request.InputGradient);
            logits = rectifiers.Run(() => model.call(request.Before is null ? input : request.Before(input))).DetachFromDisposeScope();
            CheckShapes(logits, recorder, request);
        }
        catch
        {
            logits?.Dispose();
            input.Dispose();
            rectifiers.Dispose();
            throw;
        }

        (Tensor? output, Tensor? left) = recorder?.Take() ?? (null, null);
        return new ForwardPass(request, rectifiers, input, logits, output, left);
    }

    /// <summary>The gradient of each picture's class score at the layer's own output: [N, C, h, w]; the caller's to dispose.</summary>
    /// <param name="classes">A class id for each picture of the batch.</param>
    /// <param name="last">True if nothing more will be asked of this pass: it may free its graph. Default: false.</param>
    /// <exception cref="LayerException">The score does not depend on the layer.</exception>
    public Tensor LayerGradient(IReadOnlyList<int> classes, bool last = false)
    {
        Tensor layer = output ?? throw new InvalidOperationException("The request named no layer.");
        rectifiers.Guarded = RectifierKinds.None;
        return Backward(layer, classes, last) ?? throw new LayerException(
            $"layer '{request.LayerName}' has no influence on the score of class {classes[0]}, so it has no map{Recommend(request)}");
    }

    /// <summary>The gradient of each picture's class score at the input: [N, 3, S, S]; the caller's to dispose.</summary>
    /// <param name="classes">A class id for each picture of the batch.</param>
    /// <param name="guarded">The rectifiers that apply guided backpropagation's rule; none gives the plain gradient.</param>
    /// <param name="last">True if nothing more will be asked of this pass: it may free its graph. Default: false.</param>
    public Tensor InputGradient(IReadOnlyList<int> classes, RectifierKinds guarded, bool last = false)
    {
        if (!request.InputGradient)
        {
            throw new InvalidOperationException("The request asked for no input gradient.");
        }

        rectifiers.Guarded = guarded;
        return Backward(input, classes, last) ?? zeros_like(input);
    }

    /// <summary>The kinds of rectifiers that the forward pass went through.</summary>
    public RectifierKinds RectifiersCalled => rectifiers.Called;

    /// <summary>Frees the tensors and the graph.</summary>
    public void Dispose()
    {
        Logits.Dispose();
        output?.Dispose();
        left?.Dispose();
        input.Dispose();
        rectifiers.Dispose();
    }

    private static void CheckShapes(Tensor logits, LayerRecorder? recorder, RecordingRequest request)
    {
        if (logits.dim() != 2)
        {
            throw new UsageException($"the network gives an output of {logits.dim()} dimensions where [pictures, classes] is wanted");
        }

        if (recorder is null)
        {
            return;
        }

        if (recorder.Output is null)
        {
            throw new LayerException(
                $"layer '{request.LayerName}' takes no part in a forward pass, so it has no map{Recommend(request)}");
        }

        if (recorder.Output.dim() != 4)
        {
            throw new LayerException(
                $"layer '{request.LayerName}' gives an output of shape [{string.Join(",", recorder.Output.shape.Skip(1))}] "
                + $"where a map needs [C,h,w]{Recommend(request)}");
        }
    }

    private static string Recommend(RecordingRequest request) =>
        request.DefaultLayer is null ? "" : $"; the default layer is {request.DefaultLayer}";

    private Tensor? Backward(Tensor target, IReadOnlyList<int> classes, bool last)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(classes.Select(id => (long)id).ToArray(), device: Logits.device).unsqueeze(1);
        Tensor score = Logits.gather(1, ids).sum([0, 1]);
        if (!score.requires_grad)
        {
            return null;
        }

        // .grad adds up over calls, and an earlier reader may still hold what it was given.
        target.grad = null;
        autograd.backward([score], retain_graph: !last, inputs: [target]);
        Tensor? gradient = target.grad?.DetachFromDisposeScope();
        target.grad = null;
        return gradient;
    }
}
