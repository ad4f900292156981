using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Puts a model into evaluation mode with frozen weights, and back as it was found when disposed.</summary>
internal sealed class ModelState : IDisposable
{
    private readonly List<Mode> modes;
    private readonly List<Tensor> trainable;

    private ModelState(List<Mode> modes, List<Tensor> trainable)
    {
        this.modes = modes;
        this.trainable = trainable;
    }

    /// <summary>Freezes the model. No weight then keeps what only its own gradient would need.</summary>
    public static ModelState Freeze(nn.Module model)
    {
        List<Mode> modes = [.. ModuleTree.Walk(model).Select(entry => new Mode(entry.Module, entry.Module.training))];
        List<Tensor> trainable = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        if (modes.Exists(mode => mode.Training))
        {
            model.eval();
        }
        else
        {
            modes.Clear();
        }

        trainable.ForEach(parameter => parameter.requires_grad = false);
        return new ModelState(modes, trainable);
    }

    public void Dispose()
    {
        // train(...) reaches a module's children too: from the outside in, each is set again to what it was.
        modes.ForEach(mode => mode.Module.train(mode.Training));
        trainable.ForEach(parameter => parameter.requires_grad = true);
    }

    private sealed record Mode(nn.Module Module, bool Training);
}
