using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of Resize and Upsample.</summary>
internal static class OnnxResizingCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(1, 2, 4, 5);

    private static readonly string[] Coordinates = ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"];

    public static IEnumerable<OnnxCase> All =>
    [
        .. from mode in Each("nearest", "linear", "cubic")
           from coordinates in Coordinates
           from factor in Each(1.7f, 0.6f)
           select Smooth("Resize", $"{mode} {coordinates} by {factor}", 13, Scaled(factor), ("mode", mode), ("coordinate_transformation_mode", coordinates)),
        .. from rounding in Each("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
           from factor in Each(2f, 0.5f)
           select Smooth("Resize", $"{rounding} by {factor}", 11, Scaled(factor), ("nearest_mode", rounding)),
        Smooth("Resize", "sizes", 13, Sized(7, 3), ("mode", "linear")),
        Smooth("Resize", "nearest sizes", 13, Sized(7, 3), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        Smooth("Resize", "to one", 13, Sized(1, 1), ("mode", "linear"), ("coordinate_transformation_mode", "pytorch_half_pixel")),
        Smooth("Resize", "cubic coefficient", 13, Scaled(1.7f), ("mode", "cubic"), ("cubic_coeff_a", -0.5f)),
        Smooth("Resize", "cubic exclude_outside", 13, Scaled(1.7f), ("mode", "cubic"), ("exclude_outside", 1L)),
        Smooth("Resize", "half_pixel_symmetric", 19, Scaled(1.3f), ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel_symmetric")),
        Smooth("Resize", "antialias linear", 18, Scaled(0.6f), ("mode", "linear"), ("antialias", 1L)),
        Smooth("Resize", "antialias cubic", 18, Scaled(0.6f), ("mode", "cubic"), ("antialias", 1L)),
        Smooth("Resize", "antialias larger", 18, Scaled(1.5f), ("mode", "linear"), ("antialias", 1L)),
        Smooth("Resize", "axes", 18, [X, null, OnnxValue.Floats([2], 2, 0.6f)], ("mode", "linear"), ("axes", (long[])[3, 2])),
        Smooth("Resize", "not_larger", 18, [X, null, null, OnnxValue.Longs(7, 7)], ("mode", "linear"), ("axes", (long[])[2, 3]), ("keep_aspect_ratio_policy", "not_larger")),
        Smooth("Resize", "not_smaller", 18, [X, null, null, OnnxValue.Longs(7, 7)], ("mode", "linear"), ("axes", (long[])[2, 3]), ("keep_aspect_ratio_policy", "not_smaller")),
        Smooth("Resize", "region", 13, [X, OnnxValue.Floats([8], 0, 0, 0.2f, -0.3f, 1, 1, 0.9f, 1.2f), null, OnnxValue.Longs(1, 2, 5, 6)],
            ("mode", "linear"), ("coordinate_transformation_mode", "tf_crop_and_resize"), ("extrapolation_value", 3f)),
        Smooth("Resize", "tf_half_pixel_for_nn", 11, Scaled(1.7f), ("coordinate_transformation_mode", "tf_half_pixel_for_nn")),
        .. from mode in Each("nearest", "linear")
           from factor in Each(2f, 0.5f)
           select Smooth("Resize", $"first version {mode} by {factor}", 10, [X, OnnxValue.Floats([4], 1, 1, factor, factor)], ("mode", mode)),
        Smooth("Upsample", "attribute", 7, [X], ("mode", "nearest"), ("scales", (float[])[1, 1, 2, 3])),
        Smooth("Upsample", "input", 9, [X, OnnxValue.Floats([4], 1, 1, 2, 1.5f)], ("mode", "linear")),
    ];

    private static OnnxValue?[] Scaled(float factor) => [X, OnnxValue.Floats([0]), OnnxValue.Floats([4], 1, 1, factor, factor)];

    private static OnnxValue?[] Sized(long height, long width) => [X, null, null, OnnxValue.Longs(1, 2, height, width)];
}
