using GradCam.Cli.Tests;
using GradCam.Imaging;

namespace GradCam.Runs.Tests.Running;

[Collection(SmallCheckpoints.Collection)]
public sealed class RunNetworksTests(SmallCheckpoints checkpoints)
{
    private static readonly NetworkChoice First = new("mobilenet_v2", "plain"), Second = new("shufflenet_v2", "named");

    [Fact]
    public void Networks_LookedAtBeforeTheRun_AreInMemoryOneAtATime()
    {
        List<Explainer> seen = [];
        using RunNetworks networks = Make();

        networks.Inspect((_, explainer) =>
        {
            Assert.All(seen, AssertFreed);
            seen.Add(explainer);
        });
        using Explainer first = networks.Take(First);

        Assert.Equal(2, seen.Count);
        Assert.Same(seen[1], first);
        Assert.Equal(5, first.Explain(new RgbImage(8, 8, new byte[192])).Logits.Length);
    }

    [Fact]
    public void Network_ThatTheRunDoesNotStartWith_IsFreedBeforeAnother()
    {
        Explainer? last = null;
        using RunNetworks networks = Make();
        networks.Inspect((_, explainer) => last = explainer);

        using Explainer second = networks.Take(Second);

        AssertFreed(last!);
        Assert.Equal(3, second.Facts.ClassNames!.Count);
    }

    private static void AssertFreed(Explainer explainer) =>
        Assert.Throws<ObjectDisposedException>(() => explainer.Explain(new RgbImage(8, 8, new byte[192])));

    private RunNetworks Make() =>
        new(new Dictionary<NetworkChoice, string> { [First] = checkpoints.Plain, [Second] = checkpoints.Named }, new LoadOptions { InputSize = 32 });
}
