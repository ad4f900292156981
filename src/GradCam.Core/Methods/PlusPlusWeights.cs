namespace GradCam.Methods;

/// <summary>How Grad-CAM++ weighs a channel.</summary>
public enum PlusPlusWeights
{
    /// <summary>As the paper does: <c>w_k = sum_ij relu(g_kij) / (2 + S_k * relu(g_kij))</c>, <c>S_k = sum_ij relu(A_kij)</c>; then ReLU.</summary>
    Paper,

    /// <summary>
    /// 1 where any gradient of the channel is positive, else 0, and no ReLU on the sum: what the Python program computes, since
    /// its alpha normalises itself away.
    /// </summary>
    AnyPositive,
}
