using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>
/// A checkpoint made from a formula, the same to the bit as the one that the reference figures were computed on: no weight file
/// travels with the tests. Element i of tensor "name" is made of 24 bits of splitmix64, started at the FNV-1a 64 hash of
/// "seed:name".
/// </summary>
internal static class FormulaCheckpoint
{
    private const int ChunkLength = 1 << 20;

    /// <summary>The tensors of a module's state dictionary, in its order; the caller disposes them.</summary>
    /// <param name="module">May lie on the meta device: only names and shapes are read.</param>
    /// <param name="seed">0 for the reference figures.</param>
    public static Dictionary<string, Tensor> For(nn.Module module, int seed = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        return Of([.. module.state_dict().Select(entry => (entry.Key, entry.Value.shape))], seed);
    }

    /// <summary>The tensors of these names and shapes, in their order; the caller disposes them.</summary>
    /// <param name="entries">A whole state dictionary's, or a part of one.</param>
    /// <param name="seed">0 for the reference figures.</param>
    public static Dictionary<string, Tensor> Of(IReadOnlyCollection<(string Name, long[] Shape)> entries, int seed = 0)
    {
        var tensors = new Dictionary<string, Tensor>(entries.Count);
        foreach ((string name, long[] shape) in entries)
        {
            Tensor tensor = name[(name.LastIndexOf('.') + 1)..] switch
            {
                "num_batches_tracked" => zeros(shape, ScalarType.Int64),
                "relative_position_index" => WindowTables.Index(shape),
                "relative_coords_table" => WindowTables.Coordinates(shape),
                string leaf => Numbers(name, shape, leaf, seed),
            };
            tensors.Add(name, tensor.DetachFromDisposeScope());
        }

        return tensors;
    }

    /// <summary>The numbers of a tensor, the same to the bit as the reference figures' script's.</summary>
    public static float[] Uniform(string name, int length)
    {
        float[] values = new float[length];
        Fill(values, Key($"0:{name}"), 0, new Line(2, -1, 1));
        return values;
    }

    private static Tensor Numbers(string name, long[] shape, string leaf, int seed)
    {
        Tensor tensor = empty(shape, ScalarType.Float32);
        int length = checked((int)tensor.numel());
        double fanIn = length / (double)Math.Max(1, shape.FirstOrDefault(1));
        Line line = leaf switch
        {
            "running_var" or "layer_scale" => new Line(1, 0.5, 1),
            "weight" when shape.Length == 1 => new Line(1, 0.5, 1),
            "running_mean" or "bias" or "in_proj_bias" => new Line(1, -0.5, 0.2),
            "class_token" or "pos_embedding" or "relative_position_bias_table" => new Line(2, -1, 1),
            "logit_scale" => new Line(1, 1.5, 1),
            _ when name.EndsWith("in_proj_weight", StringComparison.Ordinal) || name.EndsWith("qkv.weight", StringComparison.Ordinal) =>
                new Line(2, -1, Math.Sqrt(3 / fanIn)),
            _ when name.EndsWith("cpb_mlp.2.weight", StringComparison.Ordinal) => new Line(2, -1, Math.Sqrt(6 / fanIn) / 8),
            "weight" => new Line(2, -1, Math.Sqrt(6 / fanIn)),
            _ => throw new ArgumentException($"there is no formula for {name}", nameof(name)),
        };
        ulong key = Key(FormattableString.Invariant($"{seed}:{name}"));
        Parallel.For(0, (length + ChunkLength - 1) / ChunkLength, chunk =>
        {
            int start = chunk * ChunkLength;
            Span<float> values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
            Fill(values.Slice(start, Math.Min(ChunkLength, length - start)), key, start, line);
        });
        return tensor;
    }

    private static ulong Key(string text)
    {
        ulong key = 0xCBF29CE484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            key = (key ^ b) * 0x100000001B3;
        }

        return key;
    }

    private static void Fill(Span<float> values, ulong key, int start, Line line)
    {
        const ulong Golden = 0x9E3779B97F4A7C15;
        ulong state = key + ((ulong)start * Golden);
        for (int i = 0; i < values.Length; i++)
        {
            state += Golden;
            ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            double u = (long)(z >> 40) * (1.0 / (1 << 24));
            values[i] = (float)(((line.Slope * u) + line.Offset) * line.Factor);
        }
    }

    /// <summary>(slope u + offset) factor: the sum is exact, so that one rounding to double and one to float are left.</summary>
    private readonly record struct Line(double Slope, double Offset, double Factor);
}
