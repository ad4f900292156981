using GradCam.Recording;
using GradCam.Sources;

namespace GradCam;

/// <summary>Turns targets into scores.</summary>
/// <param name="facts">What is known of the classes.</param>
/// <param name="versus">The class that is compared with; null for none.</param>
internal sealed class TargetResolver(NetworkFacts facts, Target? versus)
{
    /// <summary>Refuses what cannot be meant, as far as that is known before anything is computed.</summary>
    /// <exception cref="ClassException">A class id is out of range, or a name is that of no class or of several.</exception>
    /// <exception cref="UsageException">What is compared with is not one class.</exception>
    public void Check(IReadOnlyCollection<Target> targets)
    {
        if (versus is { Own: not null } or { Count: > 1 } || (versus is not null && targets.Any(target => target.Own is not null)))
        {
            throw new UsageException("one class is compared with another by their logits: several classes, and scores of one's own, cannot be") { Name = "versus" };
        }

        foreach (Target target in versus is null ? targets : targets.Append(versus))
        {
            if (target is { ClassId: { } id } && facts.Classes is { } classes)
            {
                Network.Check(id, classes);
            }

            if (target.ClassName is { } name)
            {
                IdOf(name);
            }
        }
    }

    /// <summary>The scores of one picture's targets, each once, in their order.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="logits">The picture's logits.</param>
    /// <exception cref="ClassException">A class id is out of range, or a name is that of no class or of several.</exception>
    public IReadOnlyList<Score> Resolve(IEnumerable<Target> targets, float[] logits)
    {
        Score[] scores = [.. targets.SelectMany(target => Scores(target, logits)).Distinct()];
        return scores.Length > 0 ? scores : throw new ClassException("the only class asked for is the one that it is compared with");
    }

    private IEnumerable<Score> Scores(Target target, float[] logits)
    {
        if (target.Own is not null)
        {
            return [target.Own];
        }

        int[] ids = Ids(target, logits);
        if (versus is null)
        {
            return ids.Select(Score.Logit);
        }

        int other = Ids(versus, logits)[0];
        return target.Count is null or 1 && ids.Contains(other)
            ? throw new ClassException($"class {other} cannot be compared with itself")
            : ids.Where(id => id != other).Select(id => Score.Difference(id, other));
    }

    private int[] Ids(Target target, float[] logits) => target switch
    {
        { ClassId: { } id } => [Network.Check(id, logits.Length)],
        { ClassName: { } name } => [Network.Check(IdOf(name), logits.Length)],
        { Count: 1 } => [Array.IndexOf(logits, logits.Max())],
        _ => [.. logits.Index().OrderByDescending(entry => entry.Item).ThenBy(entry => entry.Index).Take(target.Count ?? 1).Select(entry => entry.Index)],
    };

    private int IdOf(string name)
    {
        if (facts.ClassNames is not { } names)
        {
            throw new ClassException($"class '{ShownText.Of(name)}' cannot be found: the names of this network's classes are not known, so give its number");
        }

        int[] found = ClassNames.Find(names, name);
        return found switch
        {
            [int only] => only,
            [] => throw new ClassException($"class '{ShownText.Of(name)}' does not exist{NameAdvice.For(name, names)}"),
            _ => throw new ClassException($"class '{ShownText.Of(name)}' could be any of the classes {string.Join(", ", found.Take(5))}: give its number"),
        };
    }
}
