using GradCam.Core.Tests.Recording;
using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>Explainers of several threads over one module ended in "no influence on the score": the hooks of one saw the passes of the others.</summary>
public class ThreadsTests
{
    private const int Explainers = 8, Rounds = 20;

    private static readonly string[] Layers = ["0", "3"];

    [Fact]
    public async Task OneModule_ExplainedOnEightThreads_GivesWhatItGivesOneByOne()
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer one = SmallNetwork.Explainer(module);
        Explanation[] expected = [.. Enumerable.Range(0, Explainers).Select(i => Explain(one, i))];

        await Task.WhenAll(Enumerable.Range(0, Explainers).Select(i => Task.Factory.StartNew(
            () =>
            {
                using Explainer own = SmallNetwork.Explainer(module);
                for (int round = 0; round < Rounds; round++)
                {
                    SameExplanation.Assert(expected[i], Explain(own, i));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.True(module.training);
        Assert.All(module.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public async Task OneExplainer_UsedByTwoThreads_RefusesTheSecond()
    {
        using var module = new WaitingNetwork();
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = 4 } });
        var picture = new RgbImage(4, 4, new byte[3 * 4 * 4]);
        var options = new ExplainOptions { Pictures = [PictureCatalog.Cam] };
        Task<Explanation> first = Task.Run(() => explainer.Explain(picture, options));
        Assert.True(module.Entered.Wait(TimeSpan.FromMinutes(1)));

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => explainer.Explain(picture, options));

        module.Go.Set();
        await first;
        Assert.Contains("make an explainer for each thread", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(explainer.Explain(picture, options));
    }

    /// <summary>Each has a picture, a layer and a class of its own.</summary>
    private static Explanation Explain(Explainer explainer, int i) => explainer.Explain(
        FormulaFile.Picture(i, SmallNetwork.Side), new ExplainOptions { Layers = [Layers[i % Layers.Length]], Targets = [i % SmallNetwork.Classes] });

    /// <summary>Waits in its forward pass until it may go on.</summary>
    private sealed class WaitingNetwork : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> conv = nn.Conv2d(3, 2, 1);

        public WaitingNetwork()
            : base(nameof(WaitingNetwork)) =>
            RegisterComponents();

        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public override Tensor forward(Tensor input)
        {
            Entered.Set();
            Go.Wait(TimeSpan.FromMinutes(1));
            return conv.call(input).mean([2, 3]);
        }

        protected override void Dispose(bool disposing)
        {
            Entered.Dispose();
            Go.Dispose();
            base.Dispose(disposing);
        }
    }
}
