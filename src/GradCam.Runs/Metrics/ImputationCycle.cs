using System.Runtime.Intrinsics;

namespace GradCam.Runs;

/// <summary>
/// One cycle over grids that halve: a sweep forward, the same for what is left on the grid of blocks, a sweep back. As the blocks move as one, what they
/// give is too small; it is multiplied by 1.8 (Braess, Computing 55, 1995).
/// </summary>
internal sealed class ImputationCycle
{
    private const double Overcorrection = 1.8;

    private readonly List<ImputationGrid> grids;
    private readonly Vector256<double>[][] solutions;
    private readonly Vector256<double>[][] rights;

    /// <summary>Makes the coarser grids.</summary>
    /// <param name="finest">The system.</param>
    public ImputationCycle(ImputationGrid finest)
    {
        grids = [finest];
        while (grids[^1] is { Height: > 2 } or { Width: > 2 })
        {
            grids.Add(grids[^1].Halved());
        }

        solutions = [.. grids.Select(grid => new Vector256<double>[grid.Length])];
        rights = [.. grids.Select(grid => new Vector256<double>[grid.Length])];
    }

    /// <summary>The system.</summary>
    public ImputationGrid Finest => grids[0];

    /// <summary>An approximate solution; it stays until the next call.</summary>
    public Vector256<double>[] Apply(Vector256<double>[] right)
    {
        Cycle(0, right);
        return solutions[0];
    }

    private void Cycle(int level, Vector256<double>[] right)
    {
        ImputationGrid grid = grids[level];
        Vector256<double>[] solution = solutions[level];
        grid.SweepFromZero(right, solution);
        if (level + 1 < grids.Count)
        {
            Descend(level);
            Cycle(level + 1, rights[level + 1]);
            Ascend(level);
        }

        grid.SweepBack(right, solution);
    }

    private void Descend(int level)
    {
        (ImputationGrid grid, ImputationGrid half) = (grids[level], grids[level + 1]);
        Array.Clear(rights[level + 1]);
        for (int row = 0; row < grid.Height; row++)
        {
            for (int column = 0; column < grid.Width; column++)
            {
                rights[level + 1][half.At(row / 2, column / 2)] += grid.LeftAt(solutions[level], grid.At(row, column));
            }
        }
    }

    private void Ascend(int level)
    {
        (ImputationGrid grid, ImputationGrid half) = (grids[level], grids[level + 1]);
        for (int row = 0; row < grid.Height; row++)
        {
            for (int column = 0; column < grid.Width; column++)
            {
                int at = grid.At(row, column);
                if (grid.Diagonal[at] != 0)
                {
                    solutions[level][at] += solutions[level + 1][half.At(row / 2, column / 2)] * Overcorrection;
                }
            }
        }
    }
}
