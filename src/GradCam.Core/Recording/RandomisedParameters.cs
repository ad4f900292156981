using System.Runtime.InteropServices;
using GradCam.Networks;
using GradCam.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// Other values for some of a module's parameters, each with the mean and deviation of the trained one: what parameter randomisation puts in the
/// place of what was learnt (Adebayo et al., arXiv 1810.03292). A fresh initialisation would meet the old running statistics and explode.
/// </summary>
internal sealed class RandomisedParameters : IDisposable
{
    private readonly List<(Tensor Parameter, Tensor Other)> pairs = [];

    private RandomisedParameters()
    {
    }

    /// <summary>Draws the values: <c>m + s sqrt(3) (2u - 1)</c>, m and s the trained tensor's mean and deviation, u uniform by the parameter's name.</summary>
    /// <param name="module">The module, which stays as it is until <see cref="Enter"/>.</param>
    /// <param name="isChosen">Tells by its dotted name whether a parameter is replaced.</param>
    /// <param name="seed">What random numbers start from. Default: 1.</param>
    public static RandomisedParameters Draw(nn.Module module, Func<string, bool> isChosen, int seed = 1)
    {
        var drawn = new RandomisedParameters();
        try
        {
            foreach ((string name, Tensor parameter) in ModuleTree.State(module).Where(entry => entry.Tensor is TorchSharp.Modules.Parameter && isChosen(entry.Name)))
            {
                drawn.pairs.Add((parameter, Draw(name, parameter, seed)));
            }

            return drawn;
        }
        catch
        {
            drawn.Dispose();
            throw;
        }
    }

    /// <summary>Draws the values of all parameters, or of those of the last module that has any: a classifier.</summary>
    /// <param name="module">The module.</param>
    /// <param name="onlyLast">Whether the last module's alone.</param>
    /// <param name="seed">What random numbers start from.</param>
    /// <returns>Null where the module has none, as the graph of an ONNX model, whose weights are constants.</returns>
    public static RandomisedParameters? DrawFrom(nn.Module module, bool onlyLast, int seed) =>
        ModuleTree.Walk(module).LastOrDefault(entry => entry.Module.named_parameters(recurse: false).Any()) is { } last
            ? Draw(module, name => !onlyLast || IsUnder(name, [last.Name]), seed)
            : null;

    /// <summary>Whether a parameter is one of a module's or of the modules within it.</summary>
    /// <param name="parameter">The parameter's dotted name.</param>
    /// <param name="modules">The modules' dotted names.</param>
    public static bool IsUnder(string parameter, IReadOnlyList<string> modules) =>
        modules.Any(module => module.Length == 0 || parameter.StartsWith($"{module}.", StringComparison.Ordinal));

    /// <summary>Puts the values into the module until what is returned is disposed; nobody else may use the module meanwhile.</summary>
    public IDisposable Enter()
    {
        Swap();
        return new Entered(this);
    }

    /// <summary>Frees the values.</summary>
    public void Dispose()
    {
        pairs.ForEach(pair => pair.Other.Dispose());
        pairs.Clear();
    }

    private static Tensor Draw(string name, Tensor parameter, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        float[] trained = MemoryMarshal.Cast<byte, float>(parameter.detach().to(ScalarType.Float32, CPU).contiguous().bytes).ToArray();
        double mean = trained.Average(value => (double)value);
        double spread = Math.Sqrt(3 * trained.Average(value => (value - mean) * (value - mean)));
        double[] uniform = FormulaNumbers.Uniform($"randomise/{name}", trained.Length, seed);
        // In the layout of the trained one, which may be channels-last.
        Tensor other = empty_like(parameter.detach());
        other.copy_(tensor([.. uniform.Select(u => (float)(mean + (spread * ((2 * u) - 1))))], parameter.shape));
        return other.DetachFromDisposeScope();
    }

    private void Swap()
    {
        using IDisposable plain = no_grad();
        foreach ((Tensor parameter, Tensor other) in pairs)
        {
            using Tensor held = parameter.detach().alias();
            using Tensor trained = empty(0, dtype: parameter.dtype, device: parameter.device);
            trained.set_(held);
            parameter.set_(other);
            other.set_(trained);
        }
    }

    private sealed class Entered(RandomisedParameters owner) : IDisposable
    {
        public void Dispose() => owner.Swap();
    }
}
