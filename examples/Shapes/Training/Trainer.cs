using System.Diagnostics;
using Shapes.Drawing;
using TorchSharp;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>
/// Trains a network on the scenes of a curriculum. Two workers share each batch, so that the numbers are the same on machines with
/// more processors; the same seed gives the same weights there.
/// </summary>
public sealed class Trainer : IDisposable
{
    private const int Workers = 2;
    private const double MeanDecay = 0.9, SquareDecay = 0.99, WeightDecay = 0.01, AverageDecay = 0.99, Tiny = 1e-8;

    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(60);

    private readonly TrainingRecipe recipe;
    private readonly IReadOnlyList<Lesson> lessons;
    private readonly string folder;
    private readonly Worker[] workers;
    private readonly PassedOn passedOn;

    /// <summary>Goes on from the state in a folder, or starts.</summary>
    /// <param name="recipe">The network and its curriculum.</param>
    /// <param name="seed">Gives the first weights and every scene.</param>
    /// <param name="folder">Where the state is kept.</param>
    /// <exception cref="GradCam.UsageException">The folder's state came from another network or seed.</exception>
    public Trainer(TrainingRecipe recipe, int seed, string folder)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        this.recipe = recipe;
        lessons = recipe.Lessons;
        this.folder = folder;
        using nn.Module<Tensor, Tensor> first = recipe.Definition.Create(ShapeKinds.All.Count);
        passedOn = new PassedOn(recipe, first);
        State = TrainingState.Read(folder, recipe.Definition.Name, seed) ?? Start(first, seed);
        workers = [.. Enumerable.Range(0, Workers).Select(_ => new Worker(recipe.Definition, ShapeKinds.All.Count))];
    }

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

    private TrainingState Start(nn.Module network, int seed)
    {
        using Tensor weights = FirstWeights.Draw(recipe, network, seed);
        passedOn.Clear(weights);
        return TrainingState.Start(recipe.Definition.Name, seed, weights);
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
        using Scalar one = 1, stride = -rate / (1 - Math.Pow(MeanDecay, State.Steps)), keep = averageDecay, take = 1 - averageDecay;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable off = no_grad();
        Tensor gradient = results[0].Gradient;
        foreach (StepResult other in results.Skip(1))
        {
            gradient.add_(other.Gradient, one);
            other.Gradient.Dispose();
        }

        passedOn.Clear(gradient);
        gradient.mul_(workerShare);
        Clip(gradient);
        State.Mean.mul_(meanDecay).add_(gradient, meanShare);
        State.Square.mul_(squareDecay).addcmul_(gradient, gradient, squareShare);
        State.Weights.mul_(shrink);
        State.Weights.addcdiv_(State.Mean, (State.Square * unbias).sqrt_().add_(tiny, one), stride);
        State.Average.mul_(keep).add_(State.Weights, take);
        gradient.Dispose();
    }

    private void Clip(Tensor gradient)
    {
        if (double.IsFinite(recipe.LargestGradient))
        {
            using Tensor norm = gradient.norm();
            using Scalar share = Math.Min(1, recipe.LargestGradient / norm.ToSingle());
            gradient.mul_(share);
        }
    }

    private string Progress(double loss, double speed)
    {
        string lesson = State.Lesson < lessons.Count ? lessons[State.Lesson].Name : "finished";
        double accuracy = State.History.Points.Count == 0 ? 0 : State.History.Points[^1].Accuracy;
        return FormattableString.Invariant(
            $"{State.Scenes,7} scenes  {lesson,-9} {State.LessonScenes,6}  loss {loss:F3}  right {accuracy,6:P1}  {speed:F1} scenes/s  {State.Seconds / 60:F1} min");
    }
}
