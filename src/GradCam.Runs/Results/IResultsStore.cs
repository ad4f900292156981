namespace GradCam.Runs;

/// <summary>Where a run's results go.</summary>
internal interface IResultsStore
{
    /// <summary>The run's folder, from which results name their files and pictures.</summary>
    string Path { get; }

    /// <summary>Whether files are packed into archives, and so named as members of these.</summary>
    bool IsPacked { get; }

    /// <summary>How many jobs of the plan earlier runs have done.</summary>
    int Resumed { get; }

    /// <summary>How many of these failed.</summary>
    int ResumedFailed { get; }

    /// <summary>Whether a batch's results are there from earlier runs.</summary>
    /// <param name="batch">The batch's place in the plan, from 0 up.</param>
    bool IsDone(int batch);

    /// <summary>Adds a batch: its files first, then its lines.</summary>
    /// <param name="batch">The batch's place in the plan, from 0 up.</param>
    /// <param name="drafts">What its jobs leave, in the plan's order.</param>
    /// <exception cref="OutputException">They cannot be written.</exception>
    void Add(int batch, IReadOnlyList<JobDraft> drafts);

    /// <summary>Ends what was added: all of the plan is there, or the run stops.</summary>
    /// <param name="plan">The plan that the store was opened with.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    void Finish(BatchPlan plan);
}
