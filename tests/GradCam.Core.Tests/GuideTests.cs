using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GradCam.Checkpoints;
using GradCam.Core.Tests.Onnx;
using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests;

/// <summary>The C# that the guides and the packages' readme show is compiled here, line by line the same, and run; what fetches weights is compiled alone.</summary>
public sealed partial class GuideTests
{
    private const int Classes = 10;

    [Fact]
    public void Guides_EveryCSharpBlock_StandsInThisFile()
    {
        string here = Unindented(File.ReadAllText(ThisFile()));
        IReadOnlyList<string> blocks = Blocks();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            // A block begins with what it uses, and an empty line.
            string[] parts = block.Split("\n\n", 2);
            Assert.All(parts[0].Split('\n').Where(line => line != "using GradCam;"), line => Assert.Contains($"{line}\n", here, StringComparison.Ordinal));
            Assert.Contains(Unindented(parts[1]), here, StringComparison.Ordinal);
        });
    }

    /// <summary>These tests see what is internal; a reader's program does not.</summary>
    [Fact]
    public void Guides_EveryCSharpBlock_NamesPublicTypesAlone()
    {
        IEnumerable<string> hidden = typeof(Explainer).Assembly.GetTypes().Where(type => !type.IsVisible).Select(type => type.Name)
            .Except(typeof(Explainer).Assembly.GetExportedTypes().Select(type => type.Name));

        Assert.Empty(Blocks().SelectMany(block => Name().Matches(block).Select(match => match.Value)).Intersect(hidden));
    }

    [Fact]
    public void GuideLines_OfTheLibrary_Work()
    {
        string before = Directory.GetCurrentDirectory();
        string folder = Directory.CreateTempSubdirectory("gradcam-guide-").FullName;
        try
        {
            Directory.SetCurrentDirectory(folder);
            WriteFiles();
            ExplainAFile();
            AskQuestions();
            ExplainAnOnnxModel();
            Assert.Equal(6, Directory.GetFiles(Path.Combine(folder, "results"), "cat-densenet121-*.jpg").Length);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void GuideLines_OfAModuleOfYourOwn_Work()
    {
        using nn.Module<Tensor, Tensor> module = Make();
        RgbImage picture = new(8, 8, new byte[3 * 8 * 8]);

        Explanation found = ExplainAModule(module, picture);

        Assert.Equal(["heatmap", "cam"], found.Pictures.Keys);
        Assert.Equal(Classes, found.Logits.Length);
    }

    private static void ExplainAFile()
    {
        using var explainer = Explainer.Load("densenet121.pth", new LoadOptions { Network = "densenet121" });
        Explanation explanation = explainer.Explain("cat.jpg");
        ClassScore found = explanation.Class;
        Console.WriteLine($"{found.Name ?? $"class {found.Id}"}: {found.Probability:P1}");
        ResultWriter.Write("results", "cat", explanation);
    }

    /// <summary>Compiled alone: the weights would have to be fetched.</summary>
    internal static async Task<Explanation> ExplainWithPublishedWeights()
    {
        using Explainer explainer = await Explainer.LoadPublishedAsync("resnet50", new LoadOptions { Weights = "V2" });
        Explanation explanation = explainer.Explain("cat.jpg");
        return explanation;
    }

    private static void AskQuestions()
    {
        string examples = Path.Combine(SourceTree.Root, "examples");
        File.Copy(Path.Combine(examples, "two_classes.jpg"), "two_classes.jpg");
        using var explainer = Explainer.Load(Path.Combine(examples, "densenet121-shapes.safetensors"));
        RgbImage picture = PictureDecoder.Decode("two_classes.jpg");
        var options = new ExplainOptions
        {
            Methods = [new GradCamMethod(), new GuidedBackpropagationMethod()],
            Pictures = [],
            Layers = ["features.denseblock3", ExplainOptions.WholeMap],
        };
        foreach (Explanation one in explainer.Explain([new Question(picture, Target.Named("star"), Target.Named("crescent"))], options))
        {
            AttributionMap map = one.Maps[GradCamMethod.Name];
            Console.WriteLine($"{one.Layer}, {one.Class.Name}: {map.Width} x {map.Height}, flat: {map.IsFlat}");
        }
    }

    private static void ExplainAnOnnxModel()
    {
        File.Move(new TinyModel().Write(Directory.GetCurrentDirectory()), "model.onnx", overwrite: true);
        using Explainer explainer = Explainer.Load("model.onnx");
        Explanation explanation = explainer.Explain("cat.jpg");
        Console.WriteLine($"{explanation.Layer}: class {explanation.Class.Id}, {explanation.Class.Probability:P1}");
    }

    private static Explanation ExplainAModule(nn.Module<Tensor, Tensor> module, RgbImage picture)
    {
        var facts = new NetworkFacts { DefaultLayer = "features.8", Preprocessing = Preprocessing.ImageNet with { InputSize = 64 } };
        using var explainer = Explainer.FromModule(module, facts);
        Explanation explanation = explainer.Explain(picture, new ExplainOptions { Pictures = [PictureCatalog.Heatmap, PictureCatalog.Cam] });
        return explanation;
    }

    private static nn.Module<Tensor, Tensor> Make()
    {
        NetworkDefinition definition = NetworkCatalog.Find("resnet50");
        nn.Module<Tensor, Tensor> network = definition.Create(10);
        ModuleWeights.Initialise(network, definition, 1);
        return new OwnModule(network);
    }

    /// <summary>A file in the safetensors format under the guide's name: formats are told by content.</summary>
    private static void WriteFiles()
    {
        NetworkDefinition definition = NetworkCatalog.Find("densenet121");
        using nn.Module<Tensor, Tensor> network = definition.Create(Classes);
        ModuleWeights.Initialise(network, definition, 1);
        SafetensorsWriter.Write("densenet121.pth", ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor));
        File.WriteAllBytes("cat.jpg", PictureEncoder.Jpeg(new RgbImage(16, 12, new byte[16 * 12 * 3])));
    }

    private static IReadOnlyList<string> Blocks()
    {
        string docs = Path.Combine(SourceTree.Root, "docs");
        string[] texts = [Path.Combine(SourceTree.Root, "README.md"), .. Directory.GetFiles(Path.Combine(docs, "guides"), "*.md"), .. Directory.GetFiles(Path.Combine(docs, "package"), "*.md")];
        return [.. texts.SelectMany(text => CSharpBlock().Matches(File.ReadAllText(text))).Select(match => match.Groups[1].Value)];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    // A member, read or set, may be named like a type.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+\b(?! =)")]
    private static partial Regex Name();

    /// <summary>A network with a layer <c>features.8</c> that is no network of the catalogue.</summary>
    private sealed class OwnModule : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner;

        public OwnModule(nn.Module<Tensor, Tensor> inner)
            : base(nameof(OwnModule))
        {
            this.inner = inner;
            var features = new OwnPart();
            register_module("features", features);
            Features = features;
            register_module("inner", inner);
        }

        private OwnPart Features { get; }

        public override Tensor forward(Tensor input) => inner.call(Features.call(input));
    }

    private sealed class OwnPart : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> convolution = nn.Conv2d(3, 3, 1);

        public OwnPart()
            : base(nameof(OwnPart)) =>
            register_module("8", convolution);

        public override Tensor forward(Tensor input) => convolution.call(input);
    }
}
