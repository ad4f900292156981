using System.Diagnostics;
using GradCam.Networks;
using Shapes.Drawing;
using TorchSharp;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>
/// Trains densenet121 on the scenes of a curriculum. Two workers share each batch, so that the numbers are the same on machines with
/// more processors; the same seed gives the same weights there.
/// </summary>
public sealed class Trainer : IDisposable
{
    private const int Workers = 2;
    private const double MeanDecay = 0.9, SquareDecay = 0.99, WeightDecay = 0.01, AverageDecay = 0.99, Tiny = 1e-8;

    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<Lesson> lessons;
    private readonly string folder;
    private readonly Worker[] workers;
    private readonly PassedOn passedOn;

    /// <summary>Goes on from the state in a folder, or starts.</summary>
    /// <param name="lessons">The curriculum.</param>
    /// <param name="seed">Gives the first weights and every scene.</param>
    /// <param name="folder">Where the state is kept.</param>
    /// <exception cref="GradCam.UsageException">The folder's state came from another seed.</exception>
    public Trainer(IReadOnlyList<Lesson> lessons, int seed, string folder)
    {
        this.lessons = lessons;
        this.folder = folder;
        using nn.Module<Tensor, Tensor> first = Definition.Create(ShapeKinds.All.Count);
        passedOn = new PassedOn(first);
        State = TrainingState.Read(folder, seed) ?? TrainingState.Start(seed, FirstWeights(first, seed));
        workers = [.. Enumerable.Range(0, Workers).Select(_ => new Worker(Definition, ShapeKinds.All.Count))];
    }

    /// <summary>The network that is trained.</summary>
    public static NetworkDefinition Definition { get; } = NetworkCatalog.Find("densenet121");

    /// <summary>How far it has come.</summary>
    public TrainingState State { get; }

    /// <summary>Trains until the last lesson ends or it is asked to stop; the state is saved every minute and at the end.</summary>
    /// <param name="report">Told a line about every ten seconds.</param>
    /// <param name="mostSteps">The number of steps after which it stops in any case.</param>
    /// <param name="stop">Stops after the step that is being done.</param>
    /// <returns>True when the last lesson has ended.</returns>
    public bool Run(Action<string> report, long mostSteps, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(report);
        int threads = get_num_threads();
        Stopwatch sinceSave = Stopwatch.StartNew(), sinceReport = Stopwatch.StartNew();
        long reported = State.Scenes;
        for (long step = 0; State.Lesson < lessons.Count && step < mostSteps && !stop.IsCancellationRequested; step++)
        {
            var clock = Stopwatch.StartNew();
            double loss = Step(lessons[State.Lesson]);
            State.Seconds += clock.Elapsed.TotalSeconds;
            if (sinceReport.Elapsed.TotalSeconds >= 10)
            {
                report(Progress(loss, (State.Scenes - reported) / sinceReport.Elapsed.TotalSeconds));
                (reported, sinceReport) = (State.Scenes, Stopwatch.StartNew());
            }

            if (sinceSave.Elapsed >= BetweenSaves)
            {
                State.Write(folder);
                sinceSave.Restart();
            }
        }

        set_num_threads(threads);
        State.Write(folder);
        return State.Lesson == lessons.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Dispose();
        Array.ForEach(workers, worker => worker.Dispose());
    }

    private Tensor FirstWeights(nn.Module network, int seed)
    {
        using var scope = NewDisposeScope();
        ModuleWeights.Initialise(network, Definition, seed);
        Tensor weights = cat([.. network.parameters().Select(p => p.detach().flatten())]);
        passedOn.Clear(weights);
        return weights.MoveToOuterDisposeScope();
    }

    private double Step(Lesson lesson)
    {
        int each = lesson.Batch / Workers;
        var results = new StepResult[Workers];
        Parallel.For(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Workers }, i =>
        {
            workers[i].Take(State.Weights);
            results[i] = workers[i].Step(lesson, State.Seed, State.Scenes + i * each, each);
        });
        Update(results, lesson.RateAfter(State.LessonScenes));
        double loss = results.Average(result => result.Loss), right = results.Sum(result => result.Right);
        State.Scenes += lesson.Batch;
        State.LessonScenes += lesson.Batch;
        bool atMost = State.LessonScenes >= lesson.Most;
        State.History.Add(State.Scenes, State.Lesson, lesson.Batch, loss, right, atMost);
        if (atMost || State.History.Accuracy(State.Lesson) >= lesson.Goal)
        {
            State.Lesson++;
            State.LessonScenes = 0;
        }

        return loss;
    }

    /// <summary>
    /// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2) on one row of weights, so that all of
    /// its state is two tensors that are saved with the weights.
    /// </summary>
    private void Update(StepResult[] results, double rate)
    {
        State.Steps++;
        // The average starts as the weights themselves, or it would carry the first, random ones for long.
        double averageDecay = Math.Min(AverageDecay, (1.0 + State.Steps) / (10 + State.Steps));
        // A Scalar that is converted on the fly may be finalised while the native call still reads it: these live to the end.
        using Scalar workerShare = 1.0 / Workers, meanDecay = MeanDecay, meanShare = 1 - MeanDecay, squareDecay = SquareDecay, squareShare = 1 - SquareDecay;
        using Scalar unbias = 1 / (1 - Math.Pow(SquareDecay, State.Steps)), tiny = Tiny, shrink = 1 - rate * WeightDecay;
        using Scalar stride = -rate / (1 - Math.Pow(MeanDecay, State.Steps)), keep = averageDecay, take = 1 - averageDecay;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable off = no_grad();
        Tensor gradient = results[0].Gradient;
        foreach (StepResult other in results.Skip(1))
        {
            gradient.add_(other.Gradient);
            other.Gradient.Dispose();
        }

        passedOn.Clear(gradient);
        gradient.mul_(workerShare);
        State.Mean.mul_(meanDecay).add_(gradient, meanShare);
        State.Square.mul_(squareDecay).addcmul_(gradient, gradient, squareShare);
        State.Weights.mul_(shrink);
        State.Weights.addcdiv_(State.Mean, (State.Square * unbias).sqrt_().add_(tiny), stride);
        State.Average.mul_(keep).add_(State.Weights, take);
        gradient.Dispose();
    }

    private string Progress(double loss, double speed)
    {
        string lesson = State.Lesson < lessons.Count ? lessons[State.Lesson].Name : "finished";
        double accuracy = State.History.Points.Count == 0 ? 0 : State.History.Points[^1].Accuracy;
        return FormattableString.Invariant(
            $"{State.Scenes,7} scenes  {lesson,-9} {State.LessonScenes,6}  loss {loss:F3}  right {accuracy,6:P1}  {speed:F1} scenes/s  {State.Seconds / 60:F1} min");
    }
}
