using System.Collections.ObjectModel;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>A checkpoint's tensors by name, and the types that they have in its file.</summary>
/// <param name="tensors">The tensors as they are here: float32 or int64.</param>
/// <param name="stored">For each, PyTorch's name of the type in the file.</param>
internal sealed class NamedTensors(IDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> stored) : ReadOnlyDictionary<string, Tensor>(tensors)
{
    /// <summary>PyTorch's name of a tensor's type, as the file has it where the tensor is one of a file's, such as <c>bool</c>.</summary>
    public static string TypeOf(IReadOnlyDictionary<string, Tensor> tensors, string name) =>
        tensors is NamedTensors named ? named.Stored[name] : NameOf(tensors[name].dtype);

    /// <summary>PyTorch's name of a type, such as <c>float32</c>.</summary>
    public static string NameOf(ScalarType type) => type == ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();

    private IReadOnlyDictionary<string, string> Stored { get; } = stored;
}
