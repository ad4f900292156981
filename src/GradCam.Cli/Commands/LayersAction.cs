using GradCam.Networks;
using GradCam.Recording;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam layers</c>.</summary>
internal static class LayersAction
{
    /// <summary>Prints a network's layers.</summary>
    /// <param name="network">The network as typed; null for the checkpoint's own.</param>
    /// <param name="weightPath">The checkpoint; null for a network of 1000 classes.</param>
    /// <param name="terminal">Takes the lines.</param>
    public static int Run(string? network, string? weightPath, Terminal terminal)
    {
        if (weightPath is null)
        {
            NetworkDefinition definition = NetworkCatalog.Find(network ?? NetworkOptions.Default);
            int inputSize = definition.Preprocessing.InputSize;
            Print(Described.Of(definition, inputSize), LayerTable.Read(definition, inputSize), terminal);
            return ExitCodes.Done;
        }

        using IDisposable watch = terminal.Watch($"reading {weightPath}");
        using Explainer explainer = Explainer.Load(weightPath, new LoadOptions { Network = network, FoldNorms = false });
        int size = explainer.Preprocessing.InputSize;
        Described described = explainer.Definition is { } known
            ? Described.Of(known, size)
            : new Described(explainer.Facts.Name, explainer.DefaultLayer, explainer.DefaultLayer, explainer.LayoutOf!, size, null);
        Print(described, LayerTable.Read(explainer.Module, size), terminal);
        return ExitCodes.Done;
    }

    private static void Print(Described network, IReadOnlyList<LayerRow> layers, Terminal terminal)
    {
        List<string[]> rows = [["layer", "kind", "output", ""]];
        rows.AddRange(layers.Select(layer => (string[])[ShownText.Of(layer.Name), ShownText.Of(layer.Kind), Shape(layer, network), Remark(layer, network)]));
        foreach (string line in TextTable.Lines(rows).Append(string.Empty).Concat(Summary(network, layers)))
        {
            terminal.Say(line);
        }
    }

    /// <summary>The shape that a method sees, where the output holds maps in another order; else the output's own.</summary>
    private static string Shape(LayerRow layer, Described network)
    {
        if (layer.Shape is null)
        {
            return "-";
        }

        ActivationLayout layout = network.LayoutOf(layer.Name);
        return $"[{string.Join(',', (layout.Fits(layer.Shape) ? layout.ShapeOfMaps(layer.Shape) : layer.Shape).Skip(1))}]";
    }

    private static string Remark(LayerRow layer, Described network)
    {
        List<string> remarks = [];
        if (layer.Name == network.DefaultLayer)
        {
            remarks.Add("default");
        }

        if (layer.Name == network.WholeMapLayer)
        {
            remarks.Add("whole map");
        }

        if (layer.Calls != 1)
        {
            remarks.Add(layer.Calls == 0 ? "not called" : $"called {layer.Calls} times");
        }

        return string.Join(", ", remarks);
    }

    private static IEnumerable<string> Summary(Described network, IReadOnlyList<LayerRow> layers)
    {
        if (network.IsRectified is not { } isRectified)
        {
            yield return $"The default layer of {ShownText.Of(network.Name)} is {ShownText.Of(network.DefaultLayer)}: the last value with a grid that the classifier sees.";
            yield return $"Shapes are for an input of {network.InputSize} x {network.InputSize}.";
            yield break;
        }

        long Channels(string name) => layers.First(layer => layer.Name == name).Shape![1];
        long part = Channels(network.DefaultLayer), whole = Channels(network.WholeMapLayer);
        bool isWhole = network.DefaultLayer == network.WholeMapLayer;
        yield return $"The default layer of {network.Name}{(isWhole ? "" : ", its last convolution,")} is {network.DefaultLayer}.";
        if (part < whole)
        {
            yield return $"It is a branch of the final feature map: {part} of {whole} channels.";
        }

        yield return $"{(isWhole ? "It" : network.WholeMapLayer)} gives the whole final map{(isRectified ? ", rectified" : " (not rectified)")}.";
        yield return $"Shapes are for an input of {network.InputSize} x {network.InputSize}.";
        if (layers.Any(layer => layer.Calls > 1))
        {
            yield return "A layer that is called several times stands for its last call, output and gradient alike.";
        }
    }

    /// <summary>What is told of a network besides its layers; of an ONNX model it is not known whether the whole map is rectified.</summary>
    private sealed record Described(string Name, string DefaultLayer, string WholeMapLayer, Func<string, ActivationLayout> LayoutOf, int InputSize, bool? IsRectified)
    {
        public static Described Of(NetworkDefinition definition, int inputSize) =>
            new(definition.Name, definition.DefaultLayer, definition.WholeMapLayer, definition.LayoutOf, inputSize, definition.WholeMapIsRectified);
    }
}
