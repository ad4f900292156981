using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of matrix products.</summary>
internal static class OnnxProductCases
{
    public static IEnumerable<OnnxCase> All =>
    [
        Smooth("MatMul", "matrices", 7, [Of(1, 3, 4), Of(2, 4, 5)]),
        Smooth("MatMul", "batches by one matrix", 9, [Of(1, 2, 3, 4), Of(2, 4, 5)]),
        Smooth("MatMul", "batches", 13, [Of(1, 2, 3, 4), Of(2, 2, 4, 5)]),
        Smooth("MatMul", "broadcast batches", 13, [Of(1, 2, 1, 3, 4), Of(2, 3, 4, 2)]),
        Smooth("MatMul", "one matrix by batches", 13, [Of(1, 3, 4), Of(2, 2, 4, 2)]),
        Smooth("MatMul", "vector by matrix", 13, [Of(1, 4), Of(2, 4, 5)]),
        Smooth("MatMul", "batches by vector", 13, [Of(1, 2, 3, 4), Of(2, 4)]),
        Smooth("MatMul", "vectors", 13, [Of(1, 4), Of(2, 4)]),
        Smooth("MatMul", "vector by batches", 13, [Of(1, 4), Of(2, 2, 4, 3)]),
        Smooth("Gemm", "default", 7, [Of(1, 3, 4), Of(2, 4, 5), Of(3, 5)]),
        Smooth("Gemm", "as exported", 13, [Of(1, 3, 4), Of(2, 5, 4), Of(3, 5)], ("transB", 1L), ("alpha", 1f), ("beta", 1f)),
        Smooth("Gemm", "all attributes", 11, [Of(1, 4, 3), Of(2, 5, 4), Of(3, 3, 1)], ("transA", 1L), ("transB", 1L), ("alpha", 0.5f), ("beta", 0.25f)),
        Smooth("Gemm", "without the third", 11, [Of(1, 3, 4), Of(2, 4, 5)], ("alpha", 2f)),
        Smooth("Gemm", "one number added", 13, [Of(1, 3, 4), Of(2, 4, 5), OnnxValue.Number(0.3f)]),
        Smooth("Einsum", "attention", 12, [Of(1, 2, 3, 4), Of(2, 2, 5, 4)], ("equation", "bid, bjd -> bij")),
        Smooth("Einsum", "dots", 12, [Of(1, 2, 3, 4), Of(2, 4, 2)], ("equation", "...ij,jk->...ik")),
        Smooth("Einsum", "transposed", 12, [Of(1, 3, 4)], ("equation", "ij->ji")),
        Smooth("Einsum", "implicit", 12, [Of(1, 3, 4), Of(2, 4, 2)], ("equation", "ij,jk")),
        Smooth("Einsum", "three", 12, [Of(1, 2, 3), Of(2, 3, 4), Of(3, 4, 2)], ("equation", "ij,jk,kl->il")),
    ];

    private static OnnxValue Of(int seed, params long[] shape) => OnnxValue.Formula(seed, shape);
}
