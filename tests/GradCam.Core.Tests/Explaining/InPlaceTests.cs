using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>
/// A caller's module that works in place behind the explained layer, or on its input: it ended in libtorch's "a leaf Variable that requires grad", or
/// gave another mask without a word.
/// </summary>
public class InPlaceTests
{
    private const int Side = 12;

    private static readonly TorchSharp.Scalar Minus = -0.75f, Half = 0.5f;

    private static readonly Dictionary<string, (Func<Tensor, Tensor> InPlace, Func<Tensor, Tensor> OutOfPlace)> Operations = new()
    {
        ["relu_"] = (y => y.relu_(), y => y.relu()),
        ["mul_"] = (y => y.mul_(Minus), y => y.mul(Minus)),
        ["add_"] = (y => y.add_(y.detach()), y => y.add(y.detach())),
        ["clamp_"] = (y => y.clamp_(Minus, Half), y => y.clamp(Minus, Half)),
    };

    public static TheoryData<string, bool> OperationsAndSix
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in Operations.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(OperationsAndSix))]
    public void OperationBehindTheLayer_InPlace_GivesTheMapsOfOutOfPlace(string operation, bool six)
    {
        (Func<Tensor, Tensor> inPlace, Func<Tensor, Tensor> outOfPlace) = Operations[operation];

        SameExplanation.Assert(Explain(new OwnNetwork(behind: outOfPlace), six), Explain(new OwnNetwork(behind: inPlace), six));
    }

    [Theory]
    [MemberData(nameof(OperationsAndSix))]
    public void OperationOnTheInput_InPlace_GivesTheMapsOfOutOfPlace(string operation, bool six)
    {
        (Func<Tensor, Tensor> inPlace, Func<Tensor, Tensor> outOfPlace) = Operations[operation];

        SameExplanation.Assert(Explain(new OwnNetwork(before: outOfPlace), six), Explain(new OwnNetwork(before: inPlace), six));
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("middle")]
    public void ReluModule_InPlace_GivesTheMapsOfOneThatIsNot(string layer) => SameExplanation.Assert(
        Explain(new OwnNetwork(middle: nn.ReLU(inplace: false)), six: false, layer),
        Explain(new OwnNetwork(middle: nn.ReLU(inplace: true)), six: false, layer));

    /// <summary>Two layers in one pass, with the operation between them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OperationBetweenTwoLayers_InPlace_GivesTheMapsOfOutOfPlace(bool six)
    {
        string[] layers = ["conv", "second"];

        SameExplanation.Assert(Explain(new OwnNetwork(behind: y => y.relu()), six, layers), Explain(new OwnNetwork(behind: y => y.relu_()), six, layers));
    }

    private static Explanation Explain(OwnNetwork network, bool six, params string[] layers)
    {
        using OwnNetwork module = network;
        using Explainer explainer = Explainer.FromModule(
            module, new NetworkFacts { DefaultLayer = "conv", Preprocessing = Preprocessing.ImageNet with { InputSize = Side } });
        var options = new ExplainOptions
        {
            Pictures = six ? PictureCatalog.Six : [PictureCatalog.Heatmap, PictureCatalog.CamPlusPlus],
            Layers = layers,
            Targets = [1],
        };
        return explainer.Explain([new Question(FormulaFile.Picture(4, Side))], options)[0];
    }

    /// <summary>Two convolutions with one of our rectifiers behind them, and a place for an operation in front of the first and behind it.</summary>
    private sealed class OwnNetwork : nn.Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> before, behind;
        private readonly nn.Module<Tensor, Tensor> conv = nn.Conv2d(3, 6, 3), middle, second = nn.Conv2d(6, 5, 3), relu = new Rectifier(), fc = nn.Linear(5, 3);

        public OwnNetwork(Func<Tensor, Tensor>? before = null, Func<Tensor, Tensor>? behind = null, nn.Module<Tensor, Tensor>? middle = null)
            : base(nameof(OwnNetwork))
        {
            (this.before, this.behind, this.middle) = (before ?? (x => x), behind ?? (x => x), middle ?? nn.Identity());
            RegisterComponents();
            using var generator = new Generator(3);
            using IDisposable still = no_grad();
            foreach (Tensor weight in parameters())
            {
                weight.uniform_(-0.5, 0.7, generator);
            }
        }

        public override Tensor forward(Tensor input) =>
            fc.call(relu.call(second.call(middle.call(behind(conv.call(before(input)))))).mean([2, 3]));
    }
}
