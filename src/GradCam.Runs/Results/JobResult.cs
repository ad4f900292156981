namespace GradCam.Runs;

/// <summary>A job that went through the network, or did not get that far.</summary>
/// <param name="Job">The job.</param>
/// <param name="Explanations">What came out, by layer and then class; none where it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record JobResult(BatchJob Job, IReadOnlyList<Explanation> Explanations, string? Error)
{
    /// <summary>Its files and its lines in the results.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="truths">Reads what the picture shows, for the job's network.</param>
    /// <param name="options">Which files.</param>
    /// <param name="isPacked">Whether the files are named as members of an archive.</param>
    public JobDraft Draft(string folder, TruthReader truths, ResultOptions options, bool isPacked)
    {
        if (Error is not null)
        {
            return new JobDraft(new Dictionary<string, Func<byte[]>>(), [Failure(folder)]);
        }

        Dictionary<string, string> members = [];
        var drafts = ResultDrafts.Create(Job.Stem.ToString(), Explanations, options, (record, place) => record with
        {
            Image = Job.Picture.Name,
            Source = Job.SourceFrom(folder),
            Part = Explanations.Count > 1 ? place + 1 : null,
            Parts = Explanations.Count > 1 ? Explanations.Count : null,
            Truth = Job.Picture.Truth,
            Correct = Job.Picture.Truth is { } truth ? truths.Holds(truth, Explanations[0].TopFive[0].Id, Explanations[0].Logits.Length) : null,
            Files = isPacked ? record.Files.ToDictionary(file => file.Key, file => members[file.Value] = PackedNames.Member(file.Value, file.Key)) : record.Files,
        });
        return new JobDraft(isPacked ? drafts.Files.ToDictionary(file => members[file.Key], file => file.Value) : drafts.Files, drafts.Records);
    }

    /// <summary>What is known of a picture that has no result; its layer and class where one was asked for by number.</summary>
    private ResultRecord Failure(string folder) => new()
    {
        Image = Job.Picture.Name,
        Source = Job.SourceFrom(folder),
        Network = Job.Choice.Network,
        Layer = Job.Layers is [var layer] ? layer : null,
        ClassId = Job.Targets is [{ ClassId: { } id }] ? id : null,
        Truth = Job.Picture.Truth,
        Error = Error,
    };
}
