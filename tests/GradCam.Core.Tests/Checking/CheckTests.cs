using GradCam.Core.Tests.Explaining;
using GradCam.Core.Tests.Recording;
using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checking;

[Collection(nameof(WholeNetworks))]
public class CheckTests
{
    private static readonly ExplainOptions Checked = new() { Pictures = [], Methods = [new GradCamMethod()], Check = true };

    [Fact]
    public void Check_WithoutBeingAsked_IsNotDone()
    {
        using var network = new MiddleNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);

        Assert.Empty(explainer.Explain(MiddleNetwork.Picture(), Checked with { Check = false }).Checks);
    }

    /// <summary>
    /// Without the middle nothing is left of the logits, 64 and -64, whose log-odds, 128, count as 16, the most that is told from certainty; without a corner all
    /// is, as without most other places.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Removal_OfWhatTheNetworkLooksAt_IsTold_FromAnythingElse(bool middle)
    {
        using var network = new MiddleNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);
        var given = new MiddleNetwork.Given(pixel => (middle ? MiddleNetwork.IsMiddle(pixel) : pixel / MiddleNetwork.Side < 4 && pixel % MiddleNetwork.Side < 4) ? 1 : 0);

        double removal = ValueOf(explainer.Explain(MiddleNetwork.Picture(), Checked with { Methods = [given] }).Checks["given"], "removal");

        Assert.Equal(middle ? 16 : 0, removal);
    }

    /// <summary>
    /// Without the one the other keeps the answer's log-odds, 8, so that nothing is lost, nor with as many pixels more, which lie strewn; with nothing but the one they stay, and with
    /// as many dark pixels alone they are 0.
    /// </summary>
    [Fact]
    public void Removal_OfOneOfTwoThatEachSuffice_IsToldByWhatTheOneKeepsAlone()
    {
        using var network = new EitherNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);
        var given = new MiddleNetwork.Given(pixel => EitherNetwork.IsMarked(pixel) ? 1 : 0);

        double removal = ValueOf(explainer.Explain(EitherNetwork.Picture(), Checked with { Methods = [given] }).Checks["given"], "removal");

        Assert.Equal(8, removal);
    }

    /// <summary>
    /// Half of the maximum marks dark pixels, on which nothing hangs, alone or gone; twice as many are the one bright square too, and without it nothing is left of the
    /// log-odds, 8.
    /// </summary>
    [Fact]
    public void Removal_OfWhatLiesAroundTheMark_IsToldByTwiceAsMany()
    {
        using var network = new EitherNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);
        var given = new MiddleNetwork.Given(pixel => pixel / MiddleNetwork.Side >= 12 && pixel % MiddleNetwork.Side < 4 ? 1 : EitherNetwork.IsSecond(pixel) ? 0.4f : 0);

        double removal = ValueOf(explainer.Explain(MiddleNetwork.Picture(EitherNetwork.IsSecond), Checked with { Methods = [given] }).Checks["given"], "removal");

        Assert.Equal(8, removal);
    }

    /// <summary>It marks what matters most, but to an answer that every picture gets: its log-odds are 0.0128.</summary>
    [Fact]
    public void Check_OfATrueMapOfAnAnswerThatHardlyDependsOnThePicture_IsContradicted()
    {
        using var network = new MiddleNetwork();
        using (no_grad())
        {
            network.get_parameter("fc.weight")!.mul_(1e-4f);
        }

        using Explainer explainer = MiddleNetwork.Explainer(network);
        var given = new MiddleNetwork.Given(pixel => MiddleNetwork.IsMiddle(pixel) ? 1 : 0);

        MapCheck check = explainer.Explain(MiddleNetwork.Picture(), Checked with { Methods = [given] }).Checks["given"];

        Assert.InRange(ValueOf(check, "removal"), 0.003, 0.0128);
        Assert.Contains("what it marks matters hardly more", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAMapThatNoNetworkMade_IsContradicted_SinceNothingChangesIt()
    {
        using var network = new MiddleNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);

        MapCheck check = explainer.Explain(MiddleNetwork.Picture(), Checked with { Methods = [new MiddleNetwork.Given(pixel => MiddleNetwork.IsMiddle(pixel) ? 1 : 0)] }).Checks["given"];

        Assert.Equal(MapVerdict.Contradicted, check.Verdict);
        Assert.Equal((1, 1, 1), (ValueOf(check, "class"), ValueOf(check, "stage"), ValueOf(check, "noise")));
    }

    [Fact]
    public void Check_OfAFlatMap_IsContradicted()
    {
        using var network = new MiddleNetwork();
        using Explainer explainer = MiddleNetwork.Explainer(network);

        MapCheck check = explainer.Explain(MiddleNetwork.Picture(), Checked with { Methods = [new MiddleNetwork.Given(_ => 3)] }).Checks["given"];

        Assert.Equal(MapVerdict.Contradicted, check.Verdict);
        Assert.Equal(0, ValueOf(check, "spread"));
    }

    [Fact]
    public void Check_OfOneOutput_AsksOnlyWhatCanBeAsked()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Conv2d(3, 4, 3), new Rectifier(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 1));
        using Explainer explainer = SmallNetwork.Explainer(network, "0");

        MapCheck check = explainer.Explain(FormulaFile.Picture(1, SmallNetwork.Side), Checked).Checks["gradcam"];

        Assert.Equal(["spread", "stage", "noise"], check.Answers.Select(answer => answer.Question));
    }

    /// <summary>The last channel is zero, so that its weights count only where chance deals numbers of their size to the others.</summary>
    [Fact]
    public void Check_WhereRandomWeightsOverflow_DoesNotAskThatQuestion()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Conv2d(3, 4, 3), new Rectifier(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2));
        using (no_grad())
        {
            network.get_parameter("0.weight")!.narrow(0, 3, 1).zero_();
            network.get_parameter("0.bias")!.fill_(100).narrow(0, 3, 1).zero_();
            network.get_parameter("4.weight")!.narrow(1, 3, 1).fill_(3e38f);
        }

        using Explainer explainer = SmallNetwork.Explainer(network, "0");

        MapCheck check = explainer.Explain(FormulaFile.Picture(1, SmallNetwork.Side), Checked).Checks["gradcam"];

        Assert.Equal(["spread", "removal", "class", "noise"], check.Answers.Select(answer => answer.Question));
    }

    [Fact]
    public void Check_TwiceOrInABatch_SaysTheSame_AndLeavesTheNetworkAsItWas()
    {
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(network);
        float[][] before = [.. network.parameters().Select(Numbers)];
        Question[] questions = [.. Enumerable.Range(1, 3).Select(seed => new Question(FormulaFile.Picture(seed, SmallNetwork.Side), 0, 2))];
        ExplainOptions options = Checked with { Methods = [new GradCamMethod(), new GuidedBackpropagationMethod()], Layers = ["0", "3"], Seed = 5 };

        IReadOnlyList<Explanation> together = explainer.Explain(questions, options), again = explainer.Explain(questions, options);
        IReadOnlyList<Explanation> alone = explainer.Explain([questions[2]], options);

        Assert.Equal(12, together.Count);
        Assert.All(together.Zip(again), pair => Assert.Equal<KeyValuePair<string, MapCheck>>(pair.First.Checks, pair.Second.Checks));
        // Another batch changes last bits, and ranks with them here and there.
        Assert.All(together.Skip(8).Zip(alone), pair => Assert.All(
            pair.First.Checks["gradcam"].Answers.Zip(pair.Second.Checks["gradcam"].Answers), answers => Assert.Equal(answers.First.Value, answers.Second.Value, 0.02)));
        Assert.All(before.Zip(network.parameters()), pair => Assert.Equal(pair.First, Numbers(pair.Second)));
    }

    [Fact]
    public void Check_RunManyTimes_LeavesNoTensor()
    {
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(network);
        TestAssembly.AssertLeavesNoTensor(() => explainer.Explain(FormulaFile.Picture(1, SmallNetwork.Side), Checked));
    }

    [Fact]
    public void Rival_OfAScore_IsTheMostProbableOtherClass()
    {
        float[] logits = [3, 1, 2];

        Assert.Equal(Score.Logit(2), Score.Logit(0).Rival(logits));
        Assert.Equal(Score.Probability(0), Score.Probability(1).Rival(logits));
        Assert.Equal(Score.LogProbability(0), Score.LogProbability(2).Rival(logits));
        Assert.Equal(Score.Difference(1, 0), Score.Difference(0, 1).Rival(logits));
        Assert.Null(Score.Logit(0).Rival([3]));
        Assert.Null(Score.Custom("own", 0, all => all.select(1, 0)).Rival(logits));
    }

    /// <summary>Of odds 2 : 1 : 1 the first class has 1 : 1, the second 1 : 3.</summary>
    [Fact]
    public void LogOdds_OfAScore_AreItsClassAgainstAllOthers()
    {
        float[] logits = [MathF.Log(2), 0, 0];
        double Read(Score score)
        {
            using DisposeScope scope = NewDisposeScope();
            return score.LogOdds(logits, isMultiLabel: false)!.Read(tensor(logits, [1, 3])).item<float>();
        }

        Assert.Equal(0, Read(Score.Logit(0)), 1e-6);
        Assert.Equal(-Math.Log(3), Read(Score.Probability(1)), 1e-6);
        Assert.Equal(-Math.Log(3), Read(Score.LogProbability(2)), 1e-6);
        Assert.Equal(Score.Difference(0, 1), Score.Difference(0, 1).LogOdds(logits, isMultiLabel: false));
        Assert.Equal(Score.Logit(1), Score.Probability(1).LogOdds(logits, isMultiLabel: true));
        Assert.Null(Score.Logit(0).LogOdds([3], isMultiLabel: false));
        Assert.Null(Score.Custom("own", 0, all => all.select(1, 0)).LogOdds(logits, isMultiLabel: false));
    }

    private static double ValueOf(MapCheck check, string question) => check.Answers.Single(answer => answer.Question == question).Value;

    private static float[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
