using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>What reaches the class token from each token of the picture, attention after attention.</summary>
internal static class ClassTokenFlow
{
    /// <summary>
    /// The first row, without its first column, of <c>(I + W_L) ... (I + W_1)</c>, laid out as a map. The product is taken from the last attention back, a row at a time:
    /// whole matrices would be multiplied for the sake of that row.
    /// </summary>
    /// <param name="attentions">Every attention, in the order of the forward pass.</param>
    /// <param name="weights">W of one, of its weights and the gradient there: [N, T, T], made when it is needed and freed after.</param>
    /// <returns>[N, h, w].</returns>
    public static Tensor Map(IReadOnlyList<(Tensor Weights, Tensor? Gradient)> attentions, Func<Tensor, Tensor?, Tensor> weights)
    {
        Tensor last = attentions[^1].Weights;
        Tensor row = zeros([last.shape[0], last.shape[^1]], dtype: last.dtype, device: last.device);
        row.select(1, 0).fill_(Scalars.One);
        foreach ((Tensor own, Tensor? gradient) in attentions.Reverse())
        {
            using DisposeScope scope = NewDisposeScope();
            row = row.Plus(einsum("nt,ntu->nu", row, weights(own, gradient))).MoveToOuterDisposeScope();
        }

        return ActivationLayout.Tokens(1).ToMaps(row.unsqueeze(-1)).squeeze(1);
    }
}
