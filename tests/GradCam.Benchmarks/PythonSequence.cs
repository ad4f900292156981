using GradCam.Maps;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>
/// What the Python program does, on the same networks and the same libtorch: three forward passes and three full backward passes, to the
/// input and to every weight. It shows how much of a gain is the algorithm's.
/// </summary>
internal static class PythonSequence
{
    /// <summary>Explains a batch as <c>--variant original</c> defines it.</summary>
    /// <param name="model">A network of the catalogue, in evaluation mode; its weights require gradients afterwards, as in Python, and hold them.</param>
    /// <param name="layerName">The layer: one behind which at most a rectifier module works in place.</param>
    /// <param name="input">[N, 3, S, S].</param>
    /// <param name="classIds">A class for each picture; null for the predicted ones.</param>
    /// <param name="layout">How the layer's output holds its maps. Default: [N, C, h, w].</param>
    /// <returns>Masks at the layer's own size, and guided gradients [3, S, S], for each picture.</returns>
    public static IReadOnlyList<TwinMaps> Run(nn.Module<Tensor, Tensor> model, string layerName, Tensor input, long[]? classIds = null, ActivationLayout? layout = null)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor weight in model.parameters())
        {
            weight.requires_grad = true;
        }

        Tensor x = input.detach().requires_grad_();
        SaliencyMask[] masks = Masks(model, layerName, x, classIds, layout ?? ActivationLayout.ChannelsFirst, plusPlus: false);
        SaliencyMask[] masksPlusPlus = Masks(model, layerName, x, classIds, layout ?? ActivationLayout.ChannelsFirst, plusPlus: true);
        x.grad = null;
        using var guarded = new NetworkPass { Guard = new RectifierGuard(RectifierRule.Guided, RectifierKinds.ReluModule) };
        using (guarded.Open())
        {
            Backward(model, model.call(x), classIds);
        }

        float[][] guided = Rows(x.grad!);
        return [.. masks.Select((mask, n) => new TwinMaps(mask, masksPlusPlus[n], guided[n]))];
    }

    private static SaliencyMask[] Masks(nn.Module<Tensor, Tensor> model, string layerName, Tensor x, long[]? classIds, ActivationLayout layout, bool plusPlus)
    {
        using DisposeScope scope = NewDisposeScope();
        // The module's own scope frees what a hook is handed: aliases stay.
        Tensor? own = null, kept = null, left = null;
        var layer = (nn.Module<Tensor, Tensor>)ModuleTree.Walk(model).Single(entry => entry.Name == layerName).Module;
        List<Action> unhook = [layer.register_forward_hook((_, _, output) => Keep(output)).remove];
        foreach (Rectifier rectifier in ModuleTree.Walk(model).Select(entry => entry.Module).OfType<Rectifier>())
        {
            // Torchvision's rectifiers work in place: Python's recorded tensor holds what they leave.
            unhook.Add(rectifier.register_forward_hook((_, before, after) => KeepLeft(before, after)).remove);
        }

        Tensor logits = model.call(x);
        unhook.ForEach(action => action());
        using Tensor watched = kept!;
        using Tensor? overwritten = left;
        Tensor activation = layout.ToMaps((overwritten ?? watched).detach());
        Backward(model, logits, classIds);
        Tensor gradient = layout.ToMaps(watched.grad!);
        Tensor weights = plusPlus
            ? gradient.clamp_min(0).sum([2, 3], keepdim: true).gt(0).to(ScalarType.Float32)
            : gradient.mean([2, 3], keepdim: true);
        Tensor map = (weights * activation).sum([1]);
        map = plusPlus ? map : map.clamp_min(0);
        (int height, int width) = ((int)map.shape[1], (int)map.shape[2]);
        return [.. Rows(map).Select(row => SaliencyMask.Create(row, width, height))];

        Tensor Keep(Tensor output)
        {
            output.retain_grad();
            kept = output.alias().DetachFromDisposeScope();
            return own = output;
        }

        Tensor KeepLeft(Tensor before, Tensor after)
        {
            left = ReferenceEquals(before, own) ? after.alias().DetachFromDisposeScope() : left;
            return after;
        }
    }

    private static void Backward(nn.Module model, Tensor logits, long[]? classIds)
    {
        foreach (Tensor weight in model.parameters())
        {
            weight.grad = null;
        }

        using Tensor ids = classIds is null ? logits.argmax(1) : tensor(classIds);
        using Tensor score = logits.gather(1, ids.unsqueeze(1)).sum();
        score.backward();
    }

    private static float[][] Rows(Tensor values)
    {
        using Tensor flat = values.detach().contiguous();
        return [.. flat.data<float>().ToArray().Chunk((int)(flat.numel() / flat.shape[0]))];
    }
}
