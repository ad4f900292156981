using System.Runtime.CompilerServices;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>What one picture takes in a pass through a module, in bytes.</summary>
/// <param name="Recorded">The outputs of all layers, which a pass keeps for gradients.</param>
/// <param name="Largest">The largest output of one layer.</param>
internal sealed record PassMemory(long Recorded, long Largest)
{
    private const int BytesAValue = sizeof(float);

    private static readonly ConditionalWeakTable<nn.Module, Dictionary<int, PassMemory>> Known = [];

    /// <summary>Measures a module by one pass without gradients; the answer is kept as long as the module lives.</summary>
    /// <param name="module">The module.</param>
    /// <param name="inputSize">The side of its input.</param>
    public static PassMemory Measure(nn.Module<Tensor, Tensor> module, int inputSize)
    {
        Dictionary<int, PassMemory> sizes = Known.GetValue(module, _ => []);
        lock (sizes)
        {
            if (!sizes.TryGetValue(inputSize, out PassMemory? memory))
            {
                sizes[inputSize] = memory = Read(module, inputSize);
            }

            return memory;
        }
    }

    /// <summary>A container gives what the last layer within it gave, the same tensor: only layers without children count.</summary>
    private static PassMemory Read(nn.Module<Tensor, Tensor> module, int inputSize)
    {
        HashSet<string> containers = [.. ModuleTree.Walk(module).Where(entry => entry.Module.named_children().Any()).Select(entry => entry.Name)];
        (int Calls, long Bytes)[] outputs = [.. LayerTable.Read(module, inputSize)
            .Where(row => row.Shape is not null && !containers.Contains(row.Name))
            .Select(row => (row.Calls, BytesAValue * row.Shape!.Aggregate(1L, (product, length) => product * length)))];
        long input = 3L * BytesAValue * inputSize * inputSize;
        return new PassMemory(
            Math.Max(input, outputs.Sum(output => output.Calls * output.Bytes)),
            Math.Max(input, outputs.Select(output => output.Bytes).DefaultIfEmpty().Max()));
    }
}
