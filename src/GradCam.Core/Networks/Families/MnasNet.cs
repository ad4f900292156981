using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>MNASNet-B1 (Tan et al., arXiv 1807.11626, figure 7), in several widths.</summary>
internal sealed class MnasNet : NetworkPart
{
    private const double Momentum = 0.0003;
    private const int LastWidth = 1280;

    // torchvision's first version had these in front at every width, and its files say "version 1"; their shapes say it too.
    private static readonly int[] OldStem = [32, 16];

    private static readonly (int Expansion, int Kernel, int Stride, int Blocks)[] Stacks =
        [(3, 3, 2, 3), (3, 5, 2, 3), (6, 5, 2, 3), (6, 3, 1, 2), (6, 5, 2, 4), (6, 3, 1, 1)];

    private readonly Chain layers, classifier;

    /// <param name="widths">Channels of the first convolution, of the separable one behind it, and of the six stacks.</param>
    /// <param name="classes">How many logits.</param>
    private MnasNet(int[] widths, int classes)
        : base("MNASNet")
    {
        List<nn.Module<Tensor, Tensor>> steps =
        [
            Convolution(3, widths[0], kernel: 3, stride: 2, padding: 1), Norm(widths[0], momentum: Momentum), new Rectifier(),
            Convolution(widths[0], widths[0], kernel: 3, padding: 1, groups: widths[0]), Norm(widths[0], momentum: Momentum), new Rectifier(),
            Convolution(widths[0], widths[1], kernel: 1), Norm(widths[1], momentum: Momentum),
        ];
        for (int i = 0; i < Stacks.Length; i++)
        {
            (int expansion, int kernel, int stride, int blocks) = Stacks[i];
            int from = widths[i + 1], to = widths[i + 2];
            steps.Add(new Chain(Enumerable.Range(0, blocks).Select(nn.Module<Tensor, Tensor> (block) => block == 0
                ? new InvertedResidual(from, to, kernel, stride, expansion)
                : new InvertedResidual(to, to, kernel, 1, expansion))));
        }

        steps.AddRange(Convolution(widths[^1], LastWidth, kernel: 1), Norm(LastWidth, momentum: Momentum), new Rectifier());
        layers = Named("layers", new Chain(steps));
        classifier = Named("classifier", new Chain(nn.Dropout(0.2), Linear(LastWidth, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(layers.call(x).mean([2, 3]));

    private sealed class InvertedResidual : NetworkPart
    {
        private readonly Chain layers;
        private readonly bool hasShortcut;

        public InvertedResidual(int from, int to, int kernel, int stride, int expansion)
            : base(nameof(InvertedResidual))
        {
            int hidden = from * expansion;
            layers = Named("layers", new Chain(
                Convolution(from, hidden, kernel: 1), Norm(hidden, momentum: Momentum), new Rectifier(),
                Convolution(hidden, hidden, kernel, stride, padding: kernel / 2, groups: hidden), Norm(hidden, momentum: Momentum), new Rectifier(),
                Convolution(hidden, to, kernel: 1), Norm(to, momentum: Momentum)));
            hasShortcut = stride == 1 && from == to;
        }

        protected override Tensor Compute(Tensor x) => hasShortcut ? layers.call(x).Plus(x) : layers.call(x);
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("mnasnet0_5", 2_218_512, [16, 8, 16, 24, 40, 48, 96, 160], [new("V1", "mnasnet0.5_top1_67.823-3ffadce67e.pth", 8.6, 256)]),
        Define("mnasnet0_75", 3_170_208, [24, 16, 24, 32, 64, 72, 144, 240], [new("V1", "mnasnet0_75-7090bc5f.pth", 12.3, 232)]),
        Define("mnasnet1_0", 4_383_312, [32, 16, 24, 40, 80, 96, 192, 320], [new("V1", "mnasnet1.0_top1_73.512-f206786ef8.pth", 17.0, 256)]),
        Define("mnasnet1_3", 6_282_256, [40, 24, 32, 56, 104, 128, 248, 416], [new("V1", "mnasnet1_3-a4c69d6f.pth", 24.3, 232)]),
    ];

    private static bool IsOld(IReadOnlyDictionary<string, Tensor> tensors, int[] widths) =>
        widths[0] != OldStem[0] && tensors.TryGetValue("layers.0.weight", out Tensor? first) && first.dim() == 4 && first.shape[0] == OldStem[0];

    private static NetworkDefinition Define(string name, long parameters, int[] widths, IReadOnlyList<Listing> weights) => new()
    {
        Name = name,
        Family = "MNASNet",
        DefaultLayer = "layers.14",
        WholeMapLayer = "layers.16",
        Parameters = parameters,
        Weights = Listing.Of(name, weights),
        Create = classes => new MnasNet(widths, classes),
        CreateOlder = (tensors, classes) => IsOld(tensors, widths) ? new MnasNet([.. OldStem, .. widths[OldStem.Length..]], classes) : null,
        ClassifierWeight = "classifier.1.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.SigmoidUniformFanOut, LinearBiasIsZero = true },
    };
}
