using GradCam.Native;
using Shapes.Drawing;
using Shapes.Training;

namespace Shapes.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly SceneRecipe Tiny = new() { Side = 32, SmallestScale = 14, LargestScale = 18, MostObjects = 1 };

    private static readonly Lesson[] Lessons =
    [
        new("first", Tiny, 0, 0.1, 4, 1e-3, 1.1, 8),
        new("second", Tiny, 0.1, 0.5, 4, 1e-3, 1.1, 8, Falls: true),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("shapes-").FullName;

    public TrainerTests() => NativeLibraries.EnsureTorch();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Run_StoppedAndStartedAgain_GivesTheWeightsOfOneRun()
    {
        (float[] whole, bool wholeEnded, string wholeHistory) = Train("whole", long.MaxValue);
        (float[] half, bool halfEnded, _) = Train("parts", 3);
        (float[] rest, bool restEnded, string restHistory) = Train("parts", long.MaxValue);
        Assert.True(wholeEnded && restEnded && !halfEnded);
        Assert.NotEqual(half, rest);
        Assert.Equal(whole, rest);
        Assert.Equal(wholeHistory, restHistory);
    }

    [Fact]
    public void Trainer_StateOfAnotherSeed_IsRefused()
    {
        using (var trainer = new Trainer(Lessons, 1, folder))
        {
            trainer.State.Write(folder);
        }

        GradCam.UsageException refused = Assert.Throws<GradCam.UsageException>(() => new Trainer(Lessons, 2, folder));
        Assert.Contains("seed 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterTraining_GivesAFileThatNamesItsNetworkAndClasses()
    {
        string path = Path.Combine(folder, "network.safetensors");
        using (var trainer = new Trainer(Lessons, 1, Path.Combine(folder, "state")))
        {
            trainer.Run(_ => { }, 1, CancellationToken.None);
            NetworkFile.Write(path, trainer.State, Lessons, scenes: 16);
        }

        using var explainer = GradCam.Explainer.Load(path);
        Assert.Equal("densenet121", explainer.Definition?.Name);
        Assert.Equal(ShapeKinds.Names, explainer.Facts.ClassNames);
        GradCam.Explanation explanation = explainer.Explain(SceneDrawer.Draw(SceneRecipe.Full, 1, 0).Image, new GradCam.ExplainOptions { Pictures = [] });
        Assert.All(explanation.Logits, logit => Assert.True(float.IsFinite(logit)));
    }

    private (float[] Weights, bool Ended, string History) Train(string name, long steps)
    {
        using var trainer = new Trainer(Lessons, 1, Path.Combine(folder, name));
        bool ended = trainer.Run(_ => { }, steps, CancellationToken.None);
        return (trainer.State.Weights.data<float>().ToArray(), ended, trainer.State.History.ToString());
    }
}
