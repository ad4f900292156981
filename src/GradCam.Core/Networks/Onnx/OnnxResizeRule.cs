namespace GradCam.Networks;

/// <summary>What a node says of the way it samples.</summary>
/// <param name="Mode">nearest, linear or cubic.</param>
/// <param name="Coordinates">How a place of the result is found in the value.</param>
/// <param name="Nearest">How a place between two is rounded.</param>
/// <param name="CubicCoefficient">The a of Keys's cubic (IEEE ASSP 29(6), 1981).</param>
/// <param name="Inside">True where what lies outside the value has no weight, instead of its edge's number.</param>
/// <param name="Smooths">True where smaller means averaged (<c>antialias</c>).</param>
/// <param name="Outside">The number outside the region, where only a region is sampled.</param>
internal sealed record OnnxResizeRule(string Mode, string Coordinates, string Nearest, double CubicCoefficient, bool Inside, bool Smooths, float Outside)
{
    /// <summary>Reads a node; before opset 11 places were the quotient by the scale, and the nearest one the next lower, or in smaller results the next higher.</summary>
    public static OnnxResizeRule Of(OnnxNode node)
    {
        string mode = node.Text("mode", "nearest");
        bool isOld = node.Operator == "Upsample" || node.Opset < 11;
        return new OnnxResizeRule(
            mode == "bilinear" ? "linear" : mode,
            isOld ? "asymmetric" : node.Text("coordinate_transformation_mode", "half_pixel"),
            isOld ? "outwards" : node.Text("nearest_mode", "round_prefer_floor"),
            node.Float("cubic_coeff_a", -0.75f),
            node.Flag("exclude_outside"),
            node.Flag("antialias"),
            node.Float("extrapolation_value", 0));
    }

    /// <summary>The greatest distance at which a number has weight, in steps of the value.</summary>
    public int Reach => Mode == "cubic" ? 2 : 1;

    /// <summary>The weight of a number at a distance.</summary>
    public double Weight(double distance)
    {
        double d = Math.Abs(distance), a = CubicCoefficient;
        return (Mode, d) switch
        {
            ("linear", _) => Math.Max(1 - d, 0),
            (_, <= 1) => ((((a + 2) * d) - (a + 3)) * d * d) + 1,
            (_, < 2) => (((((d - 5) * d) + 8) * d) - 4) * a,
            _ => 0,
        };
    }

    /// <summary>The whole place nearest to one between two.</summary>
    public double Round(float place, float scale) => Nearest switch
    {
        "floor" => MathF.Floor(place),
        "ceil" => MathF.Ceiling(place),
        "round_prefer_ceil" => MathF.Floor(place + 0.5f),
        "outwards" => scale < 1 ? MathF.Ceiling(place) : MathF.Floor(place),
        _ => MathF.Ceiling(place - 0.5f),
    };
}
