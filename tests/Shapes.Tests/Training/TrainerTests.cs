using GradCam.Native;
using GradCam.Networks;
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

    private static readonly TrainingRecipe Recipe = TrainingRecipes.Find(TrainingRecipes.DefaultNetwork) with { Lessons = Lessons };

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
        using (var trainer = new Trainer(Recipe, 1, folder))
        {
            trainer.State.Write(folder);
        }

        GradCam.UsageException refused = Assert.Throws<GradCam.UsageException>(() => new Trainer(Recipe, 2, folder));
        Assert.Contains("seed 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_StateOfAnotherNetwork_IsRefused()
    {
        using (var trainer = new Trainer(Recipe, 1, folder))
        {
            trainer.State.Write(folder);
        }

        GradCam.UsageException refused = Assert.Throws<GradCam.UsageException>(
            () => new Trainer(TrainingRecipes.Find("shufflenet_v2") with { Lessons = Lessons }, 1, folder));
        Assert.Contains("of densenet121", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Convolutions with a bias, an initial draw of the trainer's own, dropout and a bound on the gradient: what vgg has, on the smallest network with it.</summary>
    [Fact]
    public void Run_OfANetworkWithDropoutAndBiases_StoppedAndStartedAgain_GivesTheWeightsOfOneRun()
    {
        TrainingRecipe recipe = TrainingRecipes.Find("vgg16") with { Definition = NetworkCatalog.Find("squeezenet1_1"), Lessons = Lessons };

        (float[] whole, _, _) = Train("whole", long.MaxValue, recipe);
        Train("parts", 3, recipe);
        (float[] rest, _, _) = Train("parts", long.MaxValue, recipe);

        Assert.All(whole, weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(whole, rest);
    }

    [Fact]
    public void Recipes_AreOfThePythonProgramsNetworks_AndNoOthers()
    {
        Assert.Equal(
            ["vgg16", "vgg19", "resnet50", "resnet101", "densenet121", "inception_v3", "mobilenet_v2", "shufflenet_v2"],
            TrainingRecipes.All.Select(recipe => recipe.Definition.Name));
        Assert.All(TrainingRecipes.All, recipe => Assert.All(recipe.Lessons, lesson => Assert.True(lesson.Recipe.Side >= recipe.Definition.MinimumInputSize)));
        Assert.Throws<GradCam.UsageException>(() => TrainingRecipes.Find("alexnet"));
    }

    [Fact]
    public void Write_AfterTraining_GivesAFileThatNamesItsNetworkAndClasses()
    {
        string path = Path.Combine(folder, "network.safetensors");
        using (var trainer = new Trainer(Recipe, 1, Path.Combine(folder, "state")))
        {
            trainer.Run(_ => { }, 1, CancellationToken.None);
            NetworkFile.Write(path, trainer.State, Recipe, scenes: 16);
        }

        using var explainer = GradCam.Explainer.Load(path);
        Assert.Equal("densenet121", explainer.Definition?.Name);
        Assert.Equal(ShapeKinds.Names, explainer.Facts.ClassNames);
        GradCam.Explanation explanation = explainer.Explain(SceneDrawer.Draw(SceneRecipe.Full, 1, 0).Image, new GradCam.ExplainOptions { Pictures = [] });
        Assert.All(explanation.Logits, logit => Assert.True(float.IsFinite(logit)));
    }

    private (float[] Weights, bool Ended, string History) Train(string name, long steps, TrainingRecipe? recipe = null)
    {
        using var trainer = new Trainer(recipe ?? Recipe, 1, Path.Combine(folder, name));
        bool ended = trainer.Run(_ => { }, steps, CancellationToken.None);
        return (trainer.State.Weights.data<float>().ToArray(), ended, trainer.State.History.ToString());
    }
}
