using static TorchSharp.torch;
using Step = GradCam.Networks.RectifiedConvolution;

namespace GradCam.Networks;

/// <summary>The five kinds of inception blocks: branches side by side, concatenated over channels (arXiv 1512.00567, figures 5 to 7 and 10).</summary>
internal static class InceptionBlocks
{
    public static NetworkPart A(int from, int poolWidth) => new Block("InceptionA",
        new Branch(("branch1x1", new Step(from, 64, 1))),
        new Branch(("branch5x5_1", new Step(from, 48, 1)), ("branch5x5_2", new Step(48, 64, 5, padding: 2))),
        new Branch(
            ("branch3x3dbl_1", new Step(from, 64, 1)),
            ("branch3x3dbl_2", new Step(64, 96, 3, padding: 1)),
            ("branch3x3dbl_3", new Step(96, 96, 3, padding: 1))),
        Pooled(from, poolWidth));

    public static NetworkPart B(int from) => new Block("InceptionB",
        new Branch(("branch3x3", new Step(from, 384, 3, stride: 2))),
        new Branch(
            ("branch3x3dbl_1", new Step(from, 64, 1)),
            ("branch3x3dbl_2", new Step(64, 96, 3, padding: 1)),
            ("branch3x3dbl_3", new Step(96, 96, 3, stride: 2))),
        Halved());

    public static NetworkPart C(int from, int width) => new Block("InceptionC",
        new Branch(("branch1x1", new Step(from, 192, 1))),
        new Branch(
            ("branch7x7_1", new Step(from, width, 1)),
            ("branch7x7_2", new Step(width, width, (1, 7))),
            ("branch7x7_3", new Step(width, 192, (7, 1)))),
        new Branch(
            ("branch7x7dbl_1", new Step(from, width, 1)),
            ("branch7x7dbl_2", new Step(width, width, (7, 1))),
            ("branch7x7dbl_3", new Step(width, width, (1, 7))),
            ("branch7x7dbl_4", new Step(width, width, (7, 1))),
            ("branch7x7dbl_5", new Step(width, 192, (1, 7)))),
        Pooled(from, 192));

    public static NetworkPart D(int from) => new Block("InceptionD",
        new Branch(("branch3x3_1", new Step(from, 192, 1)), ("branch3x3_2", new Step(192, 320, 3, stride: 2))),
        new Branch(
            ("branch7x7x3_1", new Step(from, 192, 1)),
            ("branch7x7x3_2", new Step(192, 192, (1, 7))),
            ("branch7x7x3_3", new Step(192, 192, (7, 1))),
            ("branch7x7x3_4", new Step(192, 192, 3, stride: 2))),
        Halved());

    public static NetworkPart E(int from) => new Block("InceptionE",
        new Branch(("branch1x1", new Step(from, 320, 1))),
        new Branch(("branch3x3_1", new Step(from, 384, 1)))
        {
            Fork = [("branch3x3_2a", new Step(384, 384, (1, 3))), ("branch3x3_2b", new Step(384, 384, (3, 1)))],
        },
        new Branch(("branch3x3dbl_1", new Step(from, 448, 1)), ("branch3x3dbl_2", new Step(448, 384, 3, padding: 1)))
        {
            Fork = [("branch3x3dbl_3a", new Step(384, 384, (1, 3))), ("branch3x3dbl_3b", new Step(384, 384, (3, 1)))],
        },
        Pooled(from, 192));

    private static Branch Pooled(int from, int to) => new(("branch_pool", new Step(from, to, 1)))
    {
        Pooling = x => nn.functional.avg_pool2d(x, 3, stride: 1, padding: 1),
    };

    private static Branch Halved() => new() { Pooling = x => nn.functional.max_pool2d(x, 3, stride: 2) };

    /// <summary>A pooling that is no module, then convolutions one after another, then convolutions side by side; each may be absent.</summary>
    private sealed record Branch(params (string Name, Step Step)[] Steps)
    {
        public Func<Tensor, Tensor>? Pooling { get; init; }

        public (string Name, Step Step)[] Fork { get; init; } = [];

        public IEnumerable<Tensor> Outputs(Tensor x)
        {
            Tensor y = Pooling is null ? x : Pooling(x);
            foreach ((_, Step step) in Steps)
            {
                y = step.call(y);
            }

            return Fork.Length == 0 ? [y] : Fork.Select(end => end.Step.call(y));
        }
    }

    private sealed class Block : NetworkPart
    {
        private readonly Branch[] branches;

        public Block(string name, params Branch[] branches)
            : base(name)
        {
            this.branches = branches;
            foreach ((string stepName, Step step) in branches.SelectMany(branch => branch.Steps.Concat(branch.Fork)))
            {
                Named(stepName, step);
            }
        }

        // Torchvision concatenates a fork's ends first and the branches then: the same order of channels, copied once less here.
        protected override Tensor Compute(Tensor x) => cat([.. branches.SelectMany(branch => branch.Outputs(x))], 1);
    }
}
