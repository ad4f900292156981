using System.Collections.Immutable;
using GradCam.Maps;
using GradCam.Methods;

namespace GradCam;

/// <summary>Makes one map of the maps of several layers.</summary>
internal static class Fusion
{
    /// <summary>What was explained, with one entry for all layers of a score where the plan asks for that.</summary>
    public static IReadOnlyList<ExplainedScore> Apply(Plan plan, IReadOnlyList<ExplainedScore> explained)
    {
        if (plan.Options.Fuse == LayerFusion.None || plan.Layers.Count == 1)
        {
            return explained;
        }

        HashSet<string> ofLayers = [.. plan.Methods.Where(method => method.HasLayer && method.Method.Kind == AttributionKind.Map).Select(method => method.Key)];
        return [.. explained.GroupBy(one => (one.Picture, one.Score)).Select(group => group.First() with
        {
            Layer = string.Join('+', plan.Layers),
            Warnings = [.. group.SelectMany(one => one.Warnings).Distinct()],
            Maps = group.First().Maps.ToDictionary(
                map => map.Key,
                map => ofLayers.Contains(map.Key) ? Fuse([.. group.Select(one => one.Maps[map.Key])], plan.Options.Fuse, plan.Preprocessing.InputSize) : map.Value),
        })];
    }

    private static AttributionMap Fuse(AttributionMap[] maps, LayerFusion fusion, int side)
    {
        SaliencyMask[] masks = [.. maps.Select(map => map.Mask().Resize(side, side))];
        float[] fused = new float[side * side];
        for (int i = 0; i < fused.Length; i++)
        {
            fused[i] = fusion == LayerFusion.Mean
                ? masks.Average(mask => mask.Values[i])
                : Math.Max(masks[^1].Values[i], masks.SkipLast(1).Max(mask => MathF.Tanh(2 * mask.Values[i])));
        }

        return new AttributionMap(1, side, side, ImmutableArray.Create(fused));
    }
}
