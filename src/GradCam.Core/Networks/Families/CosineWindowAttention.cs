using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Swin v2's attention within windows (arXiv 2111.09883, equations 3 and 4): cosines of queries and keys, and a bias that a small
/// network makes of the offsets on a logarithmic scale.
/// </summary>
internal sealed class CosineWindowAttention : WindowAttention
{
    private const string LogitScale = "logit_scale", Coordinates = "relative_coords_table";

    private static readonly Scalar LargestLogScale = Math.Log(100), FirstLogScale = (float)Math.Log(10), LargestBias = 16;

    private readonly Chain network;

    public CosineWindowAttention(int width, int heads, int window, bool isShifted)
        : base("ShiftedWindowAttentionV2", width, heads, window, isShifted)
    {
        OwnParameter(LogitScale, heads, 1, 1);
        OwnBuffer(Coordinates, ScalarType.Float32, 1, 2 * window - 1, 2 * window - 1, 2);
        OwnBuffer(Index, ScalarType.Int64, (long)window * window * window * window);
        // No rectifier that could be guarded: no gradient of the picture passes it.
        network = Named("cpb_mlp", new Chain(Linear(2, 512), nn.ReLU(), Linear(512, heads, bias: false)));
    }

    internal override Tensor Initial(string name, long[] shape, Generator generator) => name switch
    {
        LogitScale => full(shape, FirstLogScale),
        Coordinates => InitialCoordinates(),
        _ => base.Initial(name, shape, generator),
    };

    // The third of the bias that is the keys' counts as zero, whatever is stored.
    private protected override Tensor? QkvBias()
    {
        Tensor[] parts = Qkv.bias!.chunk(3);
        return cat([parts[0], zeros_like(parts[1]), parts[2]]);
    }

    private protected override Tensor Products(Tensor q, Tensor k)
    {
        Tensor cosines = Attention.Products(nn.functional.normalize(q, dim: -1), nn.functional.normalize(k, dim: -1));
        return cosines * Own(LogitScale).clamp_max(LargestLogScale).exp();
    }

    private protected override Tensor Bias()
    {
        Tensor table = network.call(Own(Coordinates)).view(-1, Heads);
        return RelativePositions.Bias(table, Own(Index), Places).sigmoid() * LargestBias;
    }

    /// <summary><c>sign(t) log2(|t| + 1) / 3</c> of the offsets t, scaled to 8 at the window's ends.</summary>
    private Tensor InitialCoordinates()
    {
        long count = 2 * Window - 1;
        float[] line = [.. Enumerable.Range(0, (int)count).Select(i =>
        {
            double offset = 8.0 * (i - (Window - 1)) / (Window - 1);
            return (float)(Math.Sign(offset) * Math.Log2(Math.Abs(offset) + 1) / 3);
        })];
        Tensor offsets = tensor(line);
        return stack([offsets.unsqueeze(1).expand(count, count), offsets.unsqueeze(0).expand(count, count)], -1).unsqueeze(0);
    }
}
