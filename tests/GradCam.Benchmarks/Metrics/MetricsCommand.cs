using System.CommandLine;

namespace GradCam.Benchmarks.Metrics;

/// <summary><c>metrics</c>: whether the metrics tell a true map from a random one, what the bootstrap's intervals hold, and what measuring costs beyond its passes.</summary>
internal static class MetricsCommand
{
    public static Command Create()
    {
        var command = new Command("metrics", "Measures the metrics themselves.");
        command.Subcommands.Add(ScenesCommand());
        command.Subcommands.Add(CoverageCommand());
        command.Subcommands.Add(CostCommand());
        var imputation = new Command("imputation", "The processor time of ROAD's imputation at 224 x 224 with nine tenths missing.");
        imputation.SetAction(_ => ImputationCost.Run());
        command.Subcommands.Add(imputation);
        return command;
    }

    private static Command ScenesCommand()
    {
        (Argument<string> weights, Argument<string> scenes, Argument<string> masks, Option<int> threads) = Material();
        var metrics = new Option<string>("--metric")
        {
            Description = $"Metrics, with commas between them. Default: {TrueAndRandom.Default}.",
            DefaultValueFactory = _ => TrueAndRandom.Default,
        };
        var command = new Command("scenes", "Counts in how many drawn scenes a map of the truth's shape beats random ones, by metric.") { weights, scenes, masks, metrics, threads };
        command.SetAction(call => TrueAndRandom.Run(
            call.GetRequiredValue(weights), call.GetRequiredValue(scenes), call.GetRequiredValue(masks), call.GetRequiredValue(metrics), call.GetValue(threads)));
        return command;
    }

    private static Command CostCommand()
    {
        (Argument<string> weights, Argument<string> scenes, Argument<string> masks, Option<int> threads) = Material();
        var command = new Command("cost", "Compares the processor time of an evaluation with that of its forward passes alone, at the best batch.") { weights, scenes, masks, threads };
        command.SetAction(call => EvaluationCost.Run(call.GetRequiredValue(weights), call.GetRequiredValue(scenes), call.GetRequiredValue(masks), call.GetValue(threads)));
        return command;
    }

    private static Command CoverageCommand()
    {
        var command = new Command("coverage", "Counts how often the bootstrap's interval of a mean holds the mean, over 1,000 repetitions.");
        command.SetAction(_ => BootstrapCoverage.Run());
        return command;
    }

    private static (Argument<string> Weights, Argument<string> Scenes, Argument<string> Masks, Option<int> Threads) Material() => (
        new Argument<string>("WEIGHTS") { Description = "The checkpoint of a network that knows the scenes." },
        new Argument<string>("SCENES") { Description = "A folder of scenes from \"shapes draw --masks\"." },
        new Argument<string>("MASKS") { Description = "The folder of their masks." },
        new Option<int>("--threads") { Description = "libtorch's threads. Default: 1.", DefaultValueFactory = _ => 1 });
}
