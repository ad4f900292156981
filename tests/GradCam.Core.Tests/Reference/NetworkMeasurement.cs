using GradCam.Methods;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>Runs a network on the formula checkpoint and picture of its figures and measures how far each quantity is from them.</summary>
internal static class NetworkMeasurement
{
    /// <summary>The logits of the picture in a batch, with batch normalisations folded into the convolutions before them.</summary>
    public const string FoldedBatch = "logits-folded-batch";

    /// <summary>Quantity to relative distance.</summary>
    public static Dictionary<string, double> Of(NetworkDefinition definition, NetworkFigures figures)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> empty = definition.Create(1000);
        Dictionary<string, Tensor> checkpoint = Checkpoint(empty, figures);
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(definition, checkpoint, "the formula checkpoint");
        var distances = new Dictionary<string, double>();
        try
        {
            Tensor picture = FormulaPicture.Input(figures.InputSize);
            Measure(definition, network, picture, figures, distances);
            MeasureRollouts(definition, network, picture, figures, distances);
            distances.Add(FoldedBatch, Distance(FoldedLogits(network, picture), NetworkFigures.Read(definition.Name, "logits")));
            if (figures.Shapes.ContainsKey("logits-transformed"))
            {
                using IDisposable withoutGradients = no_grad();
                Tensor seen = (Preprocessing.ImageNet with { TransformInput = true }).Transformed(picture);
                distances.Add("logits-transformed", Distance(network.call(seen), NetworkFigures.Read(definition.Name, "logits-transformed")));
            }
        }
        finally
        {
            foreach (Tensor weight in checkpoint.Values)
            {
                weight.Dispose();
            }
        }

        return distances;
    }

    /// <summary>The figures' checkpoint for a network that may lie on the meta device; the caller disposes the tensors.</summary>
    public static Dictionary<string, Tensor> Checkpoint(nn.Module network, NetworkFigures figures)
    {
        Dictionary<string, Tensor> checkpoint = FormulaCheckpoint.For(network);
        Gain(checkpoint, figures);
        return checkpoint;
    }

    /// <summary>Multiplies the weights of a checkpoint by the figures' gains.</summary>
    public static void Gain(Dictionary<string, Tensor> checkpoint, NetworkFigures figures)
    {
        foreach ((string name, int exponent) in figures.Gains)
        {
            // A power of two: exact.
            using Scalar gain = (float)Math.ScaleB(1, exponent);
            checkpoint[name].mul_(gain);
        }
    }

    private static void Measure(
        NetworkDefinition definition, nn.Module<Tensor, Tensor> network, Tensor picture, NetworkFigures figures, Dictionary<string, double> distances)
    {
        // Logits and what the hooks keep hold the whole graph, gigabytes of the largest networks: all of it ends here.
        using DisposeScope scope = NewDisposeScope();
        Tensor input = picture.detach().requires_grad_();
        using var pass = new NetworkPass();
        Dictionary<string, Tensor> outputs = [];
        Tensor logits;
        using (pass.Open())
        {
            logits = Call(network, input, figures, outputs);
        }

        foreach (Tensor output in outputs.Values)
        {
            scope.Attach(output);
        }

        float[] Figure(string name) => NetworkFigures.Read(definition.Name, name);
        distances.Add("logits", Distance(logits, Figure("logits")));
        Tensor score = logits[0, figures.ClassId];
        autograd.backward([score], retain_graph: true, inputs: [.. outputs.Values, input]);
        foreach ((string key, FigureLayer layer) in figures.Layers)
        {
            ActivationLayout layout = definition.LayoutOf(layer.Name);
            Tensor output = outputs[layer.Name], activation = layout.ToMaps(output).detach(), gradient = layout.ToMaps(output.grad!).detach();
            Assert.Equal(layer.Shape, activation.shape[1..]);
            distances.Add($"{key}-activation", CheckDistance(activation, Figure($"{key}-activation")));
            distances.Add($"{key}-gradient", CheckDistance(gradient, Figure($"{key}-gradient")));
            Tensor mean = gradient.mean([2, 3], keepdim: true);
            distances.Add($"{key}-gradcam", Distance((mean * activation).sum([1]), Figure($"{key}-gradcam")));
            distances.Add($"{key}-gradcam++", Distance((PlusPlusWeights(activation, gradient) * activation).sum([1]), Figure($"{key}-gradcam++")));
        }

        distances.Add("input-gradient", CheckDistance(input.grad!, Figure("input-gradient")));
        if (figures.Shapes.ContainsKey("guided"))
        {
            pass.Guard = new RectifierGuard(RectifierRule.Guided, RectifierKinds.All);
            input.grad = null;
            autograd.backward([score], inputs: [input]);
            distances.Add("guided", CheckDistance(input.grad!, Figure("guided")));
        }
    }

    /// <summary>The logits; and the outputs of the figures' layers, each once, by their names.</summary>
    private static Tensor Call(nn.Module<Tensor, Tensor> network, Tensor input, NetworkFigures figures, Dictionary<string, Tensor> outputs)
    {
        var modules = ModuleTree.Walk(network).ToDictionary(entry => entry.Name, entry => entry.Module);
        List<Action> undo = [];
        foreach (string layer in figures.Layers.Values.Select(layer => layer.Name).Distinct())
        {
            undo.Add(((nn.Module<Tensor, Tensor>)modules[layer]).register_forward_hook((_, _, given) =>
            {
                outputs[layer] = given.alias().DetachFromDisposeScope();
                return outputs[layer].alias();
            }).remove);
        }

        Tensor logits = network.call(input);
        undo.ForEach(action => action());
        return logits;
    }

    /// <summary>The rollouts that there are figures of, by the methods themselves.</summary>
    private static void MeasureRollouts(
        NetworkDefinition definition, nn.Module<Tensor, Tensor> module, Tensor picture, NetworkFigures figures, Dictionary<string, double> distances)
    {
        IReadOnlyDictionary<string, float[]> rollouts = NetworkFigures.Rollouts(definition.Name);
        if (rollouts.Count == 0)
        {
            return;
        }

        using var network = new Network(module, new NetworkFacts { DefaultLayer = definition.DefaultLayer }) { Definition = definition, IsOurs = true };
        var plan = Plan.Create(network, new ExplainOptions { Pictures = [], Methods = [.. rollouts.Keys.Select(MethodCatalog.Find)] });
        ExplainedScore explained = PlanRun.Run(plan, picture, [[Target.Class(figures.ClassId)]], new StageClock())[0];
        foreach ((string key, float[] figure) in rollouts)
        {
            distances.Add(key, RelativeError.L2(explained.Maps[key].Values.AsSpan(), figure));
        }
    }

    private static Tensor FoldedLogits(nn.Module<Tensor, Tensor> network, Tensor picture)
    {
        using IDisposable withoutGradients = no_grad();
        using var folded = new FoldedNorms(network);
        using var pass = new NetworkPass { Folded = folded };
        Tensor batch = cat([picture.flip([3]), picture]);
        using NetworkPass.Opened open = pass.Open();
        return network.call(batch)[1];
    }

    /// <summary>Chattopadhay et al., arXiv 1710.11063, equation 19 with Y = exp(S), over the rectified map.</summary>
    private static Tensor PlusPlusWeights(Tensor activation, Tensor gradient)
    {
        using Scalar two = 2;
        Tensor total = activation.relu().sum([2, 3], keepdim: true), positive = gradient.relu();
        return (positive / (total * positive + two)).sum([2, 3], keepdim: true);
    }

    private static double Distance(Tensor actual, float[] expected) => RelativeError.L2(Values(actual), expected);

    private static double CheckDistance(Tensor actual, float[] check) => FigureCheck.Distance(Values(actual), check);

    private static float[] Values(Tensor tensor)
    {
        using Tensor values = tensor.detach().contiguous();
        return values.data<float>().ToArray();
    }
}
