using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Swin's attention within windows of a map [N,h,w,C] (arXiv 2103.14030, equations 1 to 4, figure 4).</summary>
internal class WindowAttention : NetworkPart
{
    private const string Table = "relative_position_bias_table";
    private protected const string Index = "relative_position_index";

    // What pairs of places get that a shift made neighbours, as torchvision has it: e^-100 counts for nothing.
    private static readonly Scalar Apart = -100, PartsOfALine = 3;

    private readonly Scalar scale;
    private readonly bool isShifted;

    public WindowAttention(int width, int heads, int window, bool isShifted)
        : this("ShiftedWindowAttention", width, heads, window, isShifted)
    {
        OwnParameter(Table, (2 * window - 1) * (2 * window - 1), heads);
        OwnBuffer(Index, ScalarType.Int64, (long)window * window * window * window);
    }

    private protected WindowAttention(string name, int width, int heads, int window, bool isShifted)
        : base(name)
    {
        (Heads, Window, this.isShifted) = (heads, window, isShifted);
        scale = 1 / Math.Sqrt(width / heads);
        Qkv = Named("qkv", Linear(width, 3 * width));
        Projection = Named("proj", Linear(width, width));
    }

    private protected Linear Qkv { get; }

    private protected Linear Projection { get; }

    private protected long Heads { get; }

    private protected long Window { get; }

    private protected long Places => Window * Window;

    internal override Tensor Initial(string name, long[] shape, Generator generator) =>
        name == Index ? RelativePositions.Index(Window) : empty(shape).normal_(0, 0.02, generator);

    protected sealed override Tensor Compute(Tensor x)
    {
        long height = x.shape[1], width = x.shape[2], channels = x.shape[3];
        long below = (Window - height % Window) % Window, right = (Window - width % Window) % Window;
        Tensor padded = nn.functional.pad(x, [0, 0, 0, right, 0, below]);
        // A window that covers the map has nowhere to shift to.
        long down = isShifted && Window < height + below ? Window / 2 : 0, across = isShifted && Window < width + right ? Window / 2 : 0;
        Tensor windows = Windows(down + across == 0 ? padded : padded.roll([-down, -across], [1, 2]));

        Tensor qkv = nn.functional.linear(windows, Qkv.weight!, QkvBias()).unflatten(2, 3, Heads, -1).permute(2, 0, 3, 1, 4);
        Tensor products = Products(qkv[0], qkv[1]).Plus(Bias());
        if (down + across > 0)
        {
            Tensor apart = Separated(height + below, width + right, down, across, x.device);
            products = products.unflatten(0, -1, apart.shape[0]).Plus(apart.unsqueeze(1)).flatten(0, 1);
        }

        Tensor mixed = Attention.Mix(products.softmax(-1), qkv[2]).transpose(1, 2).flatten(2);
        Tensor projected = nn.functional.linear(mixed, Projection.weight!, Projection.bias);
        Tensor map = projected.view(x.shape[0], (height + below) / Window, (width + right) / Window, Window, Window, channels)
            .permute(0, 1, 3, 2, 4, 5).reshape(x.shape[0], height + below, width + right, channels);
        Tensor back = down + across == 0 ? map : map.roll([down, across], [1, 2]);
        return back.narrow(1, 0, height).narrow(2, 0, width).contiguous();
    }

    private protected virtual Tensor? QkvBias() => Qkv.bias;

    /// <summary>Of queries and keys [windows,heads,places,width]: [windows,heads,places,places].</summary>
    private protected virtual Tensor Products(Tensor q, Tensor k) => Attention.Products(q * scale, k);

    private protected virtual Tensor Bias() => RelativePositions.Bias(Own(Table), Own(Index), Places);

    /// <summary>[N,h,w,C] to [N * windows, places, C].</summary>
    private Tensor Windows(Tensor map) =>
        map.unflatten(1, -1, Window).unflatten(3, -1, Window).permute(0, 1, 3, 2, 4, 5).flatten(3, 4).flatten(0, 2);

    /// <summary>[windows, places, places]: -100 between places that were no neighbours before the shift, else 0.</summary>
    private Tensor Separated(long height, long width, long down, long across, Device device)
    {
        Tensor rows = tensor(Parts(height, down), device: device).unsqueeze(1), columns = tensor(Parts(width, across), device: device).unsqueeze(0);
        Tensor parts = Windows(rows.mul(PartsOfALine).Plus(columns).view(1, height, width, 1)).squeeze(-1);
        Tensor differ = parts.unsqueeze(1).ne(parts.unsqueeze(2));
        return zeros(differ.shape, device: device).masked_fill(differ, Apart);
    }

    /// <summary>Which part of a line each place belongs to: before the last window, in it, or come round from the other end.</summary>
    private long[] Parts(long length, long shift) =>
        [.. Enumerable.Range(0, (int)length).Select(i => shift == 0 || i < length - Window ? 0L : i < length - shift ? 1 : 2)];
}
