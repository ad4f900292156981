using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>One forward pass of a batch and the gradients that the wanted pictures need of it: tensors in, plain arrays out.</summary>
internal sealed class MapComputation
{
    private readonly LoadedNetwork network;
    private readonly ExplainOptions options;
    private readonly ForwardPass pass;
    private readonly string layer;
    private readonly float[][] logits;
    private readonly int[] classes;
    private readonly StageClock clock;

    private MapComputation(
        LoadedNetwork network, ExplainOptions options, ForwardPass pass, string layer, IReadOnlyList<int?> classIds, StageClock clock)
    {
        this.network = network;
        this.options = options;
        this.pass = pass;
        this.layer = layer;
        this.clock = clock;
        logits = Rows(pass.Logits);
        classes = [.. classIds.Select((id, n) => Check(id ?? IndexOfLargest(logits[n]), logits[n].Length))];
    }

    /// <summary>Explains a batch.</summary>
    /// <param name="network">From [N, 3, S, S] to [N, classes].</param>
    /// <param name="input">[N, 3, S, S].</param>
    /// <param name="request">What to record.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="classIds">A class for each picture; null for the predicted one.</param>
    /// <param name="clock">Takes the time of the stages.</param>
    public static IReadOnlyList<PictureMaps> Run(
        LoadedNetwork network, Tensor input, RecordingRequest request, ExplainOptions options, IReadOnlyList<int?> classIds, StageClock clock)
    {
        using DisposeScope scope = NewDisposeScope();
        using ForwardPass pass = clock.Time("forward", () => ForwardPass.Run(network.Module, input, request));
        return new MapComputation(network, options, pass, request.LayerName ?? request.DefaultLayer ?? "", classIds, clock).Read();
    }

    /// <summary>A class id within the network's classes.</summary>
    /// <exception cref="ClassException">It is not.</exception>
    public static int Check(int classId, int classes) => classId >= 0 && classId < classes
        ? classId
        : throw new ClassException($"class id {classId} is out of range: this network has {classes} classes, 0 to {classes - 1}");

    private IReadOnlyList<PictureMaps> Read()
    {
        SaliencyMask[]? masks = null, masksPlusPlus = null;
        float[][]? guided = null;
        CheckFinite(pass.Logits, "output");
        if (options.NeedsMask || options.NeedsMaskPlusPlus)
        {
            CheckFinite(pass.Activation!, "activation");
            using Tensor gradient = clock.Time("map gradients", () => pass.LayerGradient(classes, last: !options.NeedsGuided));
            CheckFinite(gradient, "gradient");
            masks = options.NeedsMask ? Masks(MethodCatalog.GradCam, gradient) : null;
            masksPlusPlus = options.NeedsMaskPlusPlus ? Masks(MethodCatalog.GradCamPlusPlus, gradient) : null;
        }

        if (options.NeedsGuided)
        {
            network.CheckRectified(pass.RectifiersCalled);
            using Tensor gradient = clock.Time("guided", () => pass.InputGradient(classes, options.Variant.Guarded, last: true));
            CheckFinite(gradient, "input gradient");
            guided = Rows(gradient);
        }

        return [.. classes.Select((id, n) => new PictureMaps(id, logits[n], masks?[n], masksPlusPlus?[n], guided?[n]))];
    }

    private SaliencyMask[] Masks(MapMethod method, Tensor gradient) => clock.Time("maps", () =>
    {
        using Tensor map = method.Compute(pass.Activation!, gradient, options.Variant.PlusPlusWeights);
        CheckFinite(map, $"{method.Title} map");
        (int height, int width) = ((int)map.shape[1], (int)map.shape[2]);
        return Rows(map).Select(row => SaliencyMask.FromMap(row, width, height)).ToArray();
    });

    private void CheckFinite(Tensor values, string what)
    {
        // The sum of finite float32 values can overflow, that of their zeros cannot: 0 * x is NaN just where x is not finite.
        using Tensor zeros = values.mul(Scalars.Zero);
        using Tensor sum = zeros.flatten().sum([0]);
        if (sum.item<float>() != 0)
        {
            string classText = string.Join(", ", classes.Distinct());
            throw new NonFiniteException(
                $"the {what} holds values that are not finite (layer {layer}, class {classText}): the weights are damaged, or the input's mean and std do not suit them");
        }
    }

    private static int IndexOfLargest(float[] values) => Array.IndexOf(values, values.Max());

    private static float[][] Rows(Tensor values)
    {
        using Tensor flat = values.detach().reshape(values.shape[0], -1).contiguous();
        float[] all = flat.data<float>().ToArray();
        int length = all.Length / (int)values.shape[0];
        return [.. Enumerable.Range(0, (int)values.shape[0]).Select(n => all.AsSpan(n * length, length).ToArray())];
    }
}
