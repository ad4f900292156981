
namespace GradCam.Runs.Tests.Plans;

public sealed class BatchPlanTests
{
    private static readonly NetworkChoice Vgg = new("vgg16", null), Resnet = new("resnet", "mine.pth");

    [Fact]
    public void Jobs_OfSeveralNetworks_StandNetworkByNetworkInTheListsOrder()
    {
        BatchPlan plan = BatchPlan.Make([Picture("b.jpg"), Picture("a.jpg"), Picture("c.jpg")], new BatchDefaults([Vgg, Resnet]), 2);

        Assert.Equal(
            ["b-vgg16", "a-vgg16", "c-vgg16", "b-resnet", "a-resnet", "c-resnet"],
            plan.Jobs.Select(job => job.OutputStem));
        Assert.Equal([0..2, 2..3, 3..5, 5..6], plan.Batches);
    }

    [Fact]
    public void Row_ThatNamesItsNetwork_TakesThatNetworksWeightsAndOwnClass()
    {
        ListedPicture own = Picture("a.jpg") with { Network = "resnet", Layers = ["layer3"], Targets = [7] };

        BatchJob job = Assert.Single(BatchPlan.Make([own], new BatchDefaults([Vgg, Resnet]) { Layers = ["features"], Targets = [1] }, 8).Jobs);

        Assert.Equal((own, Resnet), (job.Picture, job.Choice));
        Assert.Equal(["layer3"], job.Layers);
        Assert.Equal([7], job.Targets);
    }

    [Theory]
    [InlineData("resnet50", "resnet")]
    [InlineData("resnet", "resnet50")]
    public void Row_ThatNamesItsNetworkByAnAlias_TakesThatNetworksWeights(string named, string given)
    {
        BatchPlan plan = BatchPlan.Make([Picture("a.jpg") with { Network = named }], new BatchDefaults([new(given, "mine.pth")]), 8);

        Assert.Equal(new NetworkChoice(named, "mine.pth"), Assert.Single(plan.Jobs).Choice);
    }

    [Fact]
    public void Weights_ThatNoRowUses_AreRefusedByTheirName() =>
        Assert.StartsWith(
            "mine.pth: no picture uses these weights of resnet",
            Assert.Throws<UsageException>(() => BatchPlan.Make([Picture("a.jpg") with { Network = "vgg16" }], new BatchDefaults([Resnet]), 8)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(".drafts/1.jpg")]
    [InlineData("report-pictures/a.jpg")]
    [InlineData("Report-Pictures/deep/a.jpg")]
    public void Pictures_ThatWouldWriteIntoTheRunsOwnFolders_AreRefused(string name)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => BatchPlan.Make([Picture(name)], new BatchDefaults([Vgg]), 8));

        Assert.StartsWith($"/in/{name}: its results would go into", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_AreCutWhereTheLayersChange()
    {
        ListedPicture[] pictures =
        [
            Picture("a.jpg"), Picture("b.jpg") with { Layers = ["layer3"] }, Picture("c.jpg") with { Layers = ["layer3"] }, Picture("d.jpg") with { Layers = ["layer3", "layer4"] },
        ];

        Assert.Equal([0..1, 1..3, 3..4], BatchPlan.Make(pictures, new BatchDefaults([Vgg]), 8).Batches);
    }

    [Theory]
    [InlineData("tom.jpg", "tom.png")]
    [InlineData("cats/tom.jpg", "cats/Tom.jpg")]
    [InlineData("tom.jpg", "tom.jpg")]
    public void Pictures_ThatWouldWriteTheSameName_AreRefusedBothByName(string first, string second)
    {
        UsageException refusal = Assert.Throws<UsageException>(
            () => BatchPlan.Make([Picture(first), Picture(second)], new BatchDefaults([Vgg]), 8));

        Assert.Contains($"/in/{first} and /in/{second} would both write", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfOnePicture_WithOtherClasses_AreOneJobWhereTheFirstStood()
    {
        ListedPicture[] rows =
        [
            Picture("a.jpg") with { Targets = [3], Truth = "star" }, Picture("b.jpg"), Picture("a.jpg") with { Targets = [Target.Named("heart"), Target.Top(2)] }, Picture("a.jpg"),
        ];

        BatchPlan plan = BatchPlan.Make(rows, new BatchDefaults([Vgg]) { Targets = [6] }, 8);

        Assert.Equal(["a-vgg16", "b-vgg16"], plan.Jobs.Select(job => job.OutputStem));
        Assert.Equal([3, Target.Named("heart"), Target.Top(2), 6], plan.Jobs[0].Targets);
        Assert.Equal("star", plan.Jobs[0].Picture.Truth);
    }

    [Fact]
    public void RowsOfOnePicture_WithOtherLayers_AreRefused() =>
        Assert.Contains("/in/a.jpg and /in/a.jpg would both write", RefusalOf(Picture("a.jpg") with { Targets = [3] }, Picture("a.jpg") with { Targets = [6], Layers = ["layer3"] }), StringComparison.Ordinal);

    [Fact]
    public void RowsOfOnePicture_ThatShowDifferentThings_AreRefusedByBoth() =>
        Assert.Equal(
            "/in/a.jpg: its rows say that it shows star and heart; give it one truth",
            RefusalOf(Picture("a.jpg") with { Targets = [3], Truth = "star" }, Picture("a.jpg") with { Targets = [6], Truth = "heart" }));

    [Fact]
    public void SameNameInTwoFolders_IsNoCollision() =>
        Assert.Equal(2, BatchPlan.Make([Picture("cats/tom.jpg"), Picture("dogs/tom.jpg")], new BatchDefaults([Vgg]), 8).Jobs.Count);

    [Fact]
    public void WeightsWithoutANetwork_AmongSeveralNetworks_AreRefused() =>
        Assert.Throws<UsageException>(
            () => BatchPlan.Make([Picture("a.jpg") with { WeightPath = "w.pth" }], new BatchDefaults([Vgg, Resnet]), 8));

    [Fact]
    public void NoNetworkAtAll_IsRefused() =>
        Assert.Throws<UsageException>(() => BatchPlan.Make([Picture("a.jpg")], new BatchDefaults([]), 8));

    private static string RefusalOf(params ListedPicture[] pictures) =>
        Assert.Throws<UsageException>(() => BatchPlan.Make(pictures, new BatchDefaults([Vgg]), 8)).Message;

    private static ListedPicture Picture(string name) => new($"/in/{name}", name);
}
