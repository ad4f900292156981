using GradCam;
using GradCam.Methods;
using Shapes.Drawing;
using Shapes.Measuring;

namespace Shapes.Tests.Measuring;

public sealed class PixelMaskTests
{
    /// <summary>Gradients are far below 1 as they are: a share of pixels over one half would be a share of nothing.</summary>
    [Theory]
    [InlineData("gradcam")]
    [InlineData("gradient")]
    [InlineData("inputxgradient")]
    public void Of_AnyMethod_GoesFromZeroToAboutOne_AtTheScenesSize(string method)
    {
        using Explainer explainer = Explainer.Load(Repository.WeightsOf("shufflenet_v2"));
        Scene scene = SceneDrawer.Draw(SceneRecipe.Full, 5, 0);
        Explanation explanation = explainer.Explain(scene.Image, new ExplainOptions { Pictures = [], Methods = [MethodCatalog.Parse(method)] });

        float[] mask = PixelMask.Of(explanation, method);

        Assert.Equal(scene.Image.Width * scene.Image.Height, mask.Length);
        Assert.Equal(0, mask.Min());
        Assert.InRange(mask.Max(), 0.9f, 1f);
    }
}
