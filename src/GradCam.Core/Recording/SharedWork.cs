using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>What methods that are asked for together compute once: of the same pictures, layers and scores.</summary>
internal sealed class SharedWork : IDisposable
{
    private readonly Dictionary<object, Tensor[]> made = [];

    /// <summary>What was made under a key before, or else makes it.</summary>
    /// <param name="key">Says everything that the tensors depend on, but the pictures and scores.</param>
    /// <param name="make">Makes the tensors.</param>
    /// <returns>The tensors, which stay this object's.</returns>
    public Tensor[] Once(object key, Func<Tensor[]> make)
    {
        if (!made.TryGetValue(key, out Tensor[]? tensors))
        {
            using DisposeScope scope = NewDisposeScope();
            made.Add(key, tensors = Array.ConvertAll(make(), tensor => tensor.DetachFromDisposeScope()));
        }

        return tensors;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in made.Values.SelectMany(tensors => tensors))
        {
            tensor.Dispose();
        }

        made.Clear();
    }
}
