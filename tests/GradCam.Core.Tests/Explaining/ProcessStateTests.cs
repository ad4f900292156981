using System.Reflection;
using GradCam.Core.Tests.Recording;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>What the library leaves alone: libtorch's threads, what callers gave it, what all callers share, and the state of other passes.</summary>
[Collection(nameof(WholeNetworks))]
public sealed class ProcessStateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-state-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Loading set the threads of the whole process, and a second explainer undid the first's.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Load_InAProcessThatChoseItsThreads_LeavesThem(int chosen)
    {
        int before = get_num_threads();
        set_num_threads(chosen);
        try
        {
            using Explainer explainer = Explainer.Load(FormulaFile.Write(folder, "shufflenet_v2", 2));
            explainer.Explain(FormulaFile.Picture(1));
            Assert.Equal(chosen, get_num_threads());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Explain_Cancelled_EndsWithOperationCanceledException()
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(module);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        RgbImage picture = FormulaFile.Picture(1);

        Assert.ThrowsAny<OperationCanceledException>(() => explainer.Explain(picture, cancellationToken: cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => explainer.Explain([new Question(picture)], cancellationToken: cancelled.Token));
        Assert.NotNull(explainer.Explain(picture));
    }

    /// <summary>A piece of a method's passes may take many seconds: what was begun of it is not finished.</summary>
    [Theory]
    [InlineData(ScoreCamMethod.Name)]
    [InlineData(RiseMethod.Name)]
    [InlineData(SmoothGradMethod.Name)]
    [InlineData(AblationCamMethod.Name)]
    public void Explain_CancelledWithinAPass_EndsBeforeTheNextPartOfTheNetwork(string method)
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(module);
        using var cancelled = new CancellationTokenSource();
        var pool = (nn.Module<Tensor, Tensor>)SmallNetwork.Part(module, "5");
        var classifier = (nn.Module<Tensor, Tensor>)SmallNetwork.Part(module, "7");
        long finished = 0;
        Action[] unhook =
        [
            pool.register_forward_hook((_, _, output) =>
            {
                // The picture itself is one; a piece of the method's passes has several.
                if (output.shape[0] > 1)
                {
                    cancelled.Cancel();
                }

                return output;
            }).remove,
            classifier.register_forward_hook((_, _, output) =>
            {
                finished = Math.Max(finished, output.shape[0]);
                return output;
            }).remove,
        ];

        Assert.ThrowsAny<OperationCanceledException>(() => explainer.Explain(
            FormulaFile.Picture(1), new ExplainOptions { Pictures = [], Methods = [MethodCatalog.Find(method)] }, cancelled.Token));

        Array.ForEach(unhook, remove => remove());
        Assert.Equal((true, 1), (cancelled.IsCancellationRequested, finished));
    }

    /// <summary>A pass within another one's forward pass, over the same folded layers, with another layer kept apart.</summary>
    [Fact]
    public void FoldedNorms_OfTwoPassesAtOnce_KeepEachPassesOwnLayersApart()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = NetworkCatalog.Find("shufflenet_v2").Create(3);
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(model);
        ModuleWeights.Load(model, weights, "the formula");
        using var folded = new FoldedNorms(model);
        using Tensor pictures = SmallNetwork.Pictures(1, size: 64);
        PassRequest outerRequest = Request("conv5.0", folded), innerRequest = Request("stage2.0.branch1.2", folded);
        (float[] outer, float[] inner) = (Gradient(model, pictures, outerRequest), Gradient(model, pictures, innerRequest));

        float[]? innerAgain = null;
        var early = (nn.Module<Tensor, Tensor>)SmallNetwork.Part(model, "maxpool");
        bool isWithin = false;
        Action unhook = early.register_forward_hook((_, _, output) =>
        {
            if (!isWithin)
            {
                isWithin = true;
                innerAgain = Gradient(model, pictures, innerRequest);
            }

            return output;
        }).remove;
        float[] outerAgain = Gradient(model, pictures, outerRequest);
        unhook();

        Assert.Equal(outer, outerAgain);
        Assert.Equal(inner, innerAgain);
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }
    }

    /// <summary>ImageNet's numbers were arrays that anyone could overwrite for the whole process, and a record of arrays is unequal to its copy.</summary>
    [Fact]
    public void PublicTypes_ShowNoArray_ButThePixelsOfAPicture() => Assert.Equal(
        [$"{nameof(RgbImage)}.{nameof(RgbImage.Pixels)}"],
        typeof(Explainer).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(property => property.PropertyType.IsArray)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));

    [Fact]
    public void Preprocessing_MadeOfTheSameNumbers_IsEqual()
    {
        var copy = new Preprocessing(224, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f], TransformInput: false);

        Assert.Equal(Preprocessing.ImageNet, copy);
        Assert.Equal(Preprocessing.ImageNet.GetHashCode(), copy.GetHashCode());
        Assert.NotEqual(Preprocessing.ImageNet, copy with { Mean = [0.485f, 0.456f, 0.407f] });
    }

    [Fact]
    public void Load_WithACallersNumbers_CopiesThem()
    {
        float[] mean = [0.1f, 0.2f, 0.3f];
        using Explainer explainer = Explainer.Load(FormulaFile.Write(folder, "shufflenet_v2", 2), new LoadOptions { Mean = mean });

        mean[0] = 9;

        Assert.Equal<float>([0.1f, 0.2f, 0.3f], explainer.Preprocessing.Mean);
    }

    private static PassRequest Request(string layer, FoldedNorms folded) => new() { Layers = [layer], Folded = folded, MayOverwrite = false };

    private static float[] Gradient(nn.Module<Tensor, Tensor> model, Tensor pictures, PassRequest request)
    {
        using Pass pass = Pass.Run(model, pictures, request);
        using Tensor gradient = pass.LayerGradient([1], last: true);
        using Tensor product = (gradient * pass.Activation(0)).contiguous();
        return product.data<float>().ToArray();
    }
}
