using System.Globalization;

namespace GradCam.Benchmarks;

/// <summary>Prints what <see cref="WholeCommand"/> measured: medians, with both quartiles in brackets.</summary>
internal sealed class WholeReport(Clock clock, TextWriter output) : IDisposable
{
    private static readonly string[] BesideTheNetwork = ["decode", "resize", "to tensor", "render", "encode", "write"];

    private readonly List<(string Name, double Value)> ratios = [];
    private readonly List<double> rates = [];

    /// <summary>The products that are taken in turn with the network's batches; new for each network.</summary>
    public MatrixRate Rate { get; private set; } = new();

    /// <summary>Each network's forward + gradients over the limit.</summary>
    public IReadOnlyList<(string Name, double Value)> Ratios => ratios;

    /// <summary>Prints a network's figures.</summary>
    public void Add(NetworkTrial trial, IEnumerable<string> stages)
    {
        Quartiles rate = Rate.On(clock);
        Quartiles passes = On(trial.Passes), alone = On(trial.Alone), twin = On(trial.Twin);
        double limit = 2 * trial.Flops / rate.Median;
        double ratio = passes.Median / limit;
        ratios.Add((trial.Definition.Name, ratio));
        rates.Add(rate.Median);
        double rest = BesideTheNetwork.Sum(stage => On(trial.Stage(stage)).Median);
        Line($"{trial.Definition.Name}: {trial.Flops / 1e9:0.00} GFLOP forward, batch {trial.Batch}, seconds of {(clock == Clock.Wall ? "the wall's clock" : "processor time")} a picture: median (quartiles)");
        Line($"  matrix product   {new Quartiles(rate.Lower / 1e9, rate.Median / 1e9, rate.Upper / 1e9).Text("0.0")} GFLOP/s");
        foreach (string stage in stages)
        {
            Line($"  {stage,-16} {On(trial.Stage(stage)).Text("0.0000")}");
        }

        Line($"  forward+gradients {passes.Text("0.0000")}: {ratio:0.00} x the limit of {limit:0.0000}; everything else adds {100 * rest / passes.Median:0.0} %");
        Line($"  one picture alone {alone.Text("0.0000")}, the Python program's passes {twin.Text("0.0000")}: {twin.Median / alone.Median:0.00} x; in a batch {twin.Median / passes.Median:0.00} x");
        Rate.Dispose();
        Rate = new MatrixRate();
    }

    /// <summary>Prints the summary.</summary>
    public void Close() => Line($"rate over all networks: {Quartiles.Of(rates.Select(rate => rate / 1e9)).Text("0.0")} GFLOP/s on {TorchSharp.torch.get_num_threads()} threads");

    public void Dispose() => Rate.Dispose();

    private Quartiles On(IEnumerable<Span> spans) => Quartiles.Of(spans.Select(span => span.On(clock)));

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
