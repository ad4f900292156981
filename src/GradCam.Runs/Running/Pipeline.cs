using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace GradCam.Runs;

/// <summary>Three steps, each on a thread of its own, that hand work on in order and hold one piece between each two.</summary>
internal static class Pipeline
{
    // One piece ready before the middle step and one waiting behind it keep all three busy; more would only hold memory.
    private const int Waiting = 1;

    /// <summary>Takes every piece through the three steps.</summary>
    /// <param name="pieces">What to work on.</param>
    /// <param name="before">The first step.</param>
    /// <param name="here">
    /// The middle step, on the caller's thread: libtorch keeps a pool of workers for every thread that calls it. Where it obeys the token, what it has in hand is dropped.
    /// </param>
    /// <param name="after">The last step.</param>
    /// <param name="stop">Ends the work once what the middle step has in hand, and does not drop, is through the last one; the method then returns.</param>
    public static void Run<TPiece, TReady, TDone>(
        IEnumerable<TPiece> pieces, Func<TPiece, TReady> before, Func<TReady, CancellationToken, TDone> here, Action<TDone> after, CancellationToken stop)
    {
        using CancellationTokenSource broken = new();
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(broken.Token, stop);
        using BlockingCollection<TReady> ready = new(Waiting);
        using BlockingCollection<TDone> done = new(Waiting);
        Task first = Start(null, ready, () =>
        {
            foreach (TPiece piece in pieces)
            {
                halt.Token.ThrowIfCancellationRequested();
                ready.Add(before(piece), halt.Token);
            }
        }, halt.Token);
        Task last = Start<TDone>(broken, null, () =>
        {
            foreach (TDone piece in done.GetConsumingEnumerable())
            {
                after(piece);
            }
        }, halt.Token);
        Task middle = Watch(broken, done, () =>
        {
            foreach (TReady piece in ready.GetConsumingEnumerable(halt.Token))
            {
                // What the middle step has in hand goes on to the last one even where the work is to stop: only a last step that broke does not take it.
                Hand(here(piece, halt.Token), done, broken.Token);
            }
        }, halt.Token);
        Settle(first, middle, last);
    }

    private static void Hand<T>(T piece, BlockingCollection<T> to, CancellationToken broken)
    {
        try
        {
            to.Add(piece, broken);
        }
        catch (OperationCanceledException)
        {
            // The failure that broke the work is told by the step that met it.
        }
    }

    private static Task Start<T>(CancellationTokenSource? broken, BlockingCollection<T>? output, Action work, CancellationToken halted) =>
        Task.Factory.StartNew(() => Watch(broken, output, work, halted), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    /// <summary>
    /// Does a step's work and closes its output, so that the steps behind it finish what it handed on; if it fails, the steps before it end too.
    /// Being asked to stop is no failure; a step's own cancellation of something else is one.
    /// </summary>
    private static Task Watch<T>(CancellationTokenSource? broken, BlockingCollection<T>? output, Action work, CancellationToken halted)
    {
        try
        {
            work();
            return Task.CompletedTask;
        }
        catch (OperationCanceledException cancelled) when (cancelled.CancellationToken == halted && halted.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }
        catch (Exception failure)
        {
            broken?.Cancel();
            return Task.FromException(failure);
        }
        finally
        {
            output?.CompleteAdding();
        }
    }

    private static void Settle(params Task[] steps)
    {
        try
        {
            Task.WaitAll(steps);
        }
        catch (AggregateException failures)
        {
            // A parallel loop within a step wraps what failed once more.
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }
    }
}
