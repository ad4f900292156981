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
            Print(definition, LayerTable.Read(definition, inputSize), inputSize, terminal);
            return ExitCodes.Done;
        }

        using IDisposable watch = terminal.Watch($"reading {weightPath}");
        using Explainer explainer = Explainer.Load(weightPath, new LoadOptions { Network = network, FoldNorms = false });
        int size = explainer.Preprocessing.InputSize;
        Print(explainer.Definition!, LayerTable.Read(explainer.Module, size), size, terminal);
        return ExitCodes.Done;
    }

    private static void Print(NetworkDefinition definition, IReadOnlyList<LayerRow> layers, int inputSize, Terminal terminal)
    {
        List<string[]> rows = [["layer", "kind", "output", ""]];
        rows.AddRange(layers.Select(layer => (string[])[layer.Name, layer.Kind, Shape(layer, definition), Remark(layer, definition)]));
        foreach (string line in TextTable.Lines(rows).Append(string.Empty).Concat(Summary(definition, layers, inputSize)))
        {
            terminal.Say(line);
        }
    }

    /// <summary>The shape that a method sees, where the output holds maps in another order; else the output's own.</summary>
    private static string Shape(LayerRow layer, NetworkDefinition definition)
    {
        if (layer.Shape is null)
        {
            return "-";
        }

        ActivationLayout layout = definition.LayoutOf(layer.Name);
        return $"[{string.Join(',', (layout.Fits(layer.Shape) ? layout.ShapeOfMaps(layer.Shape) : layer.Shape).Skip(1))}]";
    }

    private static string Remark(LayerRow layer, NetworkDefinition definition)
    {
        List<string> remarks = [];
        if (layer.Name == definition.DefaultLayer)
        {
            remarks.Add("default");
        }

        if (layer.Name == definition.WholeMapLayer)
        {
            remarks.Add("whole map");
        }

        if (layer.Calls != 1)
        {
            remarks.Add(layer.Calls == 0 ? "not called" : $"called {layer.Calls} times");
        }

        return string.Join(", ", remarks);
    }

    private static IEnumerable<string> Summary(NetworkDefinition definition, IReadOnlyList<LayerRow> layers, int inputSize)
    {
        long Channels(string name) => layers.First(layer => layer.Name == name).Shape![1];
        long part = Channels(definition.DefaultLayer), whole = Channels(definition.WholeMapLayer);
        bool isWhole = definition.DefaultLayer == definition.WholeMapLayer;
        yield return $"The default layer of {definition.Name}{(isWhole ? "" : ", its last convolution,")} is {definition.DefaultLayer}.";
        if (part < whole)
        {
            yield return $"It is a branch of the final feature map: {part} of {whole} channels.";
        }

        yield return $"{(isWhole ? "It" : definition.WholeMapLayer)} gives the whole final map{(definition.WholeMapIsRectified ? ", rectified" : " (not rectified)")}.";
        yield return $"Shapes are for an input of {inputSize} x {inputSize}.";
        if (layers.Any(layer => layer.Calls > 1))
        {
            yield return "A layer that is called several times stands for its last call, output and gradient alike.";
        }
    }
}
