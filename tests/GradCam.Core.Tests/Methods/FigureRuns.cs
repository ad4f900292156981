using GradCam.Maps;
using GradCam.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The maps of every method that has figures, computed once a setting and type.</summary>
internal static class FigureRuns
{
    private static readonly Dictionary<(string Setting, ScalarType Type), IReadOnlyDictionary<string, AttributionMap>> Known = [];

    /// <summary>The maps of a setting, by their figures' names.</summary>
    public static IReadOnlyDictionary<string, AttributionMap> Maps(string setting, ScalarType type)
    {
        if (!Known.TryGetValue((setting, type), out IReadOnlyDictionary<string, AttributionMap>? maps))
        {
            Known[(setting, type)] = maps = Compute(setting, type);
        }

        return maps;
    }

    private static Dictionary<string, AttributionMap> Compute(string name, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using var setting = new FigureSetting(name, type);
        using Tensor input = setting.Input();
        Dictionary<string, AttributionMap> maps = [];
        HashSet<string> wanted = [.. MethodFigures.Names(name)];
        foreach (FigureRun run in RunsOf(name, type))
        {
            IReadOnlyList<string> layers = run.Layers ?? setting.Layers;
            IAttributionMethod[] methods = [.. run.Methods.Where(method => run.Figures(method, layers).Any(figure => wanted.Any(one => IsOf(one, figure))))];
            if (methods.Length == 0)
            {
                continue;
            }

            var options = new ExplainOptions { Pictures = [], Methods = methods, Layers = layers, Seed = run.Seed };
            foreach (ExplainedScore one in PlanRun.Run(Plan.Create(setting.Network, options), input, [[Target.Class(setting.ClassId)]], new StageClock()))
            {
                foreach (IAttributionMethod method in methods)
                {
                    maps[FigureRun.Figure(method, one.Layer) + run.Suffix] = one.Maps[method.Key];
                }
            }
        }

        return maps;
    }

    /// <summary>
    /// What takes dozens of passes is met in float64 by the tiny network; in densenet121 it takes minutes, and is with the environment variable
    /// GRADCAM_ALL_METHODS=1.
    /// </summary>
    private static IEnumerable<FigureRun> RunsOf(string setting, ScalarType type) =>
        setting == "tiny" ? FigureRun.Tiny : FigureRun.Dense.Where(run => type == ScalarType.Float32 || !run.IsLong || All);

    private static bool All => Environment.GetEnvironmentVariable("GRADCAM_ALL_METHODS") is "1";

    /// <summary>Whether a figure is computed in a type.</summary>
    public static bool Has(string setting, string name, ScalarType type) => RunsOf(setting, type).Any(run => run.Methods.Any(method =>
        IsOf(name.Split('/') is [_, var key] && key == method.Key ? key : name, method.Key + run.Suffix)));

    private static bool IsOf(string name, string figure) => name == figure || name.StartsWith($"{figure}/", StringComparison.Ordinal);
}
