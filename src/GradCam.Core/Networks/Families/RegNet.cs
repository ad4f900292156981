using GradCam.Imaging;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>RegNetX and RegNetY, which has squeeze and excitation (Radosavovic et al., arXiv 2003.13678, section 3.3 and table 4).</summary>
internal sealed class RegNet : NetworkPart
{
    private const int StemWidth = 32;

    private readonly Chain stem, trunk;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Linear fc;

    /// <param name="hasSqueeze">Whether the blocks squeeze and excite.</param>
    /// <param name="stages">Of each of the four stages: blocks, channels, and groups of the 3 x 3 convolutions.</param>
    /// <param name="classes">How many logits.</param>
    private RegNet(bool hasSqueeze, IReadOnlyList<(int Blocks, int Width, int Groups)> stages, int classes)
        : base(nameof(RegNet))
    {
        stem = Named("stem", NormedConvolution(3, StemWidth, 3, new Rectifier(), stride: 2));
        List<(string, nn.Module<Tensor, Tensor>)> blocks = [];
        int channels = StemWidth;
        for (int i = 0; i < stages.Count; i++)
        {
            List<(string, nn.Module<Tensor, Tensor>)> stage = [];
            for (int j = 0; j < stages[i].Blocks; j++)
            {
                stage.Add(($"block{i + 1}-{j}", new Block(channels, stages[i].Width, j == 0 ? 2 : 1, stages[i].Groups, hasSqueeze)));
                channels = stages[i].Width;
            }

            blocks.Add(($"block{i + 1}", new Chain(stage)));
        }

        trunk = Named("trunk_output", new Chain(blocks));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        fc = Named("fc", Linear(channels, classes));
    }

    protected override Tensor Compute(Tensor x) => fc.call(avgpool.call(trunk.call(stem.call(x))).flatten(1));

    private sealed class Block : NetworkPart
    {
        private readonly Chain? proj;
        private readonly Chain f;
        private readonly Rectifier activation;

        public Block(int from, int to, int stride, int groups, bool hasSqueeze)
            : base("ResBottleneckBlock")
        {
            if (from != to || stride != 1)
            {
                proj = Named("proj", NormedConvolution(from, to, 1, activation: null, stride));
            }

            List<(string, nn.Module<Tensor, Tensor>)> steps =
            [
                ("a", NormedConvolution(from, to, 1, new Rectifier())),
                ("b", NormedConvolution(to, to, 3, new Rectifier(), stride, groups)),
            ];
            if (hasSqueeze)
            {
                // A quarter of the block's input, not of its own width: a stage's first block differs.
                steps.Add(("se", new SqueezeExcitation(to, from / 4, new Rectifier(), nn.Sigmoid())));
            }

            steps.Add(("c", NormedConvolution(to, to, 1, activation: null)));
            f = Named("f", new Chain(steps));
            activation = Named("activation", new Rectifier());
        }

        protected override Tensor Compute(Tensor x) => activation.call((proj?.call(x) ?? x).Plus(f.call(x)));
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("regnet_x_400mf", 5_495_976, hasSqueeze: false, [(1, 32, 2), (2, 64, 4), (7, 160, 10), (12, 400, 25)],
            [
                new("V2", "regnet_x_400mf-62229a5f.pth", 21.2, 232),
                new("V1", "regnet_x_400mf-adf1edd5.pth", 21.2, 256),
            ]),
        Define("regnet_x_800mf", 7_259_656, hasSqueeze: false, [(1, 64, 4), (3, 128, 8), (7, 288, 18), (5, 672, 42)],
            [
                new("V2", "regnet_x_800mf-94a99ebd.pth", 27.9, 232),
                new("V1", "regnet_x_800mf-ad17e45c.pth", 27.9, 256),
            ]),
        Define("regnet_x_1_6gf", 9_190_136, hasSqueeze: false, [(2, 72, 3), (4, 168, 7), (10, 408, 17), (2, 912, 38)],
            [
                new("V2", "regnet_x_1_6gf-a12f2b72.pth", 35.3, 232),
                new("V1", "regnet_x_1_6gf-e3633e7f.pth", 35.3, 256),
            ]),
        Define("regnet_x_3_2gf", 15_296_552, hasSqueeze: false, [(2, 96, 2), (6, 192, 4), (15, 432, 9), (2, 1008, 21)],
            [
                new("V2", "regnet_x_3_2gf-7071aa85.pth", 58.7, 232),
                new("V1", "regnet_x_3_2gf-f342aeae.pth", 58.7, 256),
            ]),
        Define("regnet_x_8gf", 39_572_648, hasSqueeze: false, [(2, 80, 1), (5, 240, 2), (15, 720, 6), (1, 1920, 16)],
            [
                new("V2", "regnet_x_8gf-2b70d774.pth", 151.4, 232),
                new("V1", "regnet_x_8gf-03ceed89.pth", 151.4, 256),
            ]),
        Define("regnet_x_16gf", 54_278_536, hasSqueeze: false, [(2, 256, 2), (6, 512, 4), (13, 896, 7), (1, 2048, 16)],
            [
                new("V2", "regnet_x_16gf-ba3796d7.pth", 207.6, 232),
                new("V1", "regnet_x_16gf-2007eb11.pth", 207.6, 256),
            ]),
        Define("regnet_x_32gf", 107_811_560, hasSqueeze: false, [(2, 336, 2), (7, 672, 4), (13, 1344, 8), (1, 2520, 15)],
            [
                new("V2", "regnet_x_32gf-6eb8fdc6.pth", 412.0, 232),
                new("V1", "regnet_x_32gf-9d47f8d0.pth", 412.0, 256),
            ]),
        Define("regnet_y_400mf", 4_344_144, hasSqueeze: true, [(1, 48, 6), (3, 104, 13), (6, 208, 26), (6, 440, 55)],
            [
                new("V2", "regnet_y_400mf-e6988f5f.pth", 16.8, 232),
                new("V1", "regnet_y_400mf-c65dace8.pth", 16.8, 256),
            ]),
        Define("regnet_y_800mf", 6_432_512, hasSqueeze: true, [(1, 64, 4), (3, 144, 9), (8, 320, 20), (2, 784, 49)],
            [
                new("V2", "regnet_y_800mf-58fc7688.pth", 24.8, 232),
                new("V1", "regnet_y_800mf-1b27b58c.pth", 24.8, 256),
            ]),
        Define("regnet_y_1_6gf", 11_202_430, hasSqueeze: true, [(2, 48, 2), (6, 120, 5), (17, 336, 14), (2, 888, 37)],
            [
                new("V2", "regnet_y_1_6gf-0d7bc02a.pth", 43.1, 232),
                new("V1", "regnet_y_1_6gf-b11a554e.pth", 43.1, 256),
            ]),
        Define("regnet_y_3_2gf", 19_436_338, hasSqueeze: true, [(2, 72, 3), (5, 216, 9), (13, 576, 24), (1, 1512, 63)],
            [
                new("V2", "regnet_y_3_2gf-9180c971.pth", 74.6, 232),
                new("V1", "regnet_y_3_2gf-b5a9779c.pth", 74.6, 256),
            ]),
        Define("regnet_y_8gf", 39_381_472, hasSqueeze: true, [(2, 224, 4), (4, 448, 8), (10, 896, 16), (1, 2016, 36)],
            [
                new("V2", "regnet_y_8gf-dc2b1b54.pth", 150.7, 232),
                new("V1", "regnet_y_8gf-d0d0e4a8.pth", 150.7, 256),
            ]),
        Define("regnet_y_16gf", 83_590_140, hasSqueeze: true, [(2, 224, 2), (4, 448, 4), (11, 1232, 11), (1, 3024, 27)],
            [
                new("V2", "regnet_y_16gf-3e4a00f9.pth", 319.5, 232),
                new("V1", "regnet_y_16gf-9e6ed7dd.pth", 319.5, 256),
                new("SWAG_E2E_V1", "regnet_y_16gf_swag-43afe44d.pth", 319.5, 384, 384, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "regnet_y_16gf_lc_swag-f3ec0043.pth", 319.5, 224, 224, Interpolation.Bicubic),
            ]),
        Define("regnet_y_32gf", 145_046_770, hasSqueeze: true, [(2, 232, 1), (5, 696, 3), (12, 1392, 6), (1, 3712, 16)],
            [
                new("V2", "regnet_y_32gf-8db6d4b5.pth", 554.1, 232),
                new("V1", "regnet_y_32gf-4dee3f7a.pth", 554.1, 256),
                new("SWAG_E2E_V1", "regnet_y_32gf_swag-04fdfa75.pth", 554.1, 384, 384, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "regnet_y_32gf_lc_swag-e1583746.pth", 554.1, 224, 224, Interpolation.Bicubic),
            ]),
        Define("regnet_y_128gf", 644_812_894, hasSqueeze: true, [(2, 528, 2), (7, 1056, 4), (17, 2904, 11), (1, 7392, 28)],
            [
                new("SWAG_E2E_V1", "regnet_y_128gf_swag-c8ce3e52.pth", 2461.5, 384, 384, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "regnet_y_128gf_lc_swag-cbe8ce12.pth", 2461.5, 224, 224, Interpolation.Bicubic),
            ]),
    ];

    private static NetworkDefinition Define(
        string name, long parameters, bool hasSqueeze, IReadOnlyList<(int Blocks, int Width, int Groups)> stages, IReadOnlyList<Listing> weights) => new()
        {
            Name = name,
            Family = "RegNet",
            DefaultLayer = $"trunk_output.block4.block4-{stages[3].Blocks - 1}.f.c.0",
            WholeMapLayer = "trunk_output",
            Parameters = parameters,
            Weights = Listing.Of(name, weights),
            Create = classes => new RegNet(hasSqueeze, stages, classes),
            ClassifierWeight = "fc.weight",
            Initial = new() { Convolution = InitialLaw.HeFanOut, ConvolutionBiasIsZero = false, Linear = InitialLaw.Normal001, LinearBiasIsZero = true },
        };
}
