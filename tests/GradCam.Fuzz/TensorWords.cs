namespace GradCam.Fuzz;

/// <summary>What a pickle says about a tensor, right or wrong.</summary>
public sealed record TensorWords(string Name, string Type, string Key, long Elements, long Offset, long[] Size, long[] Stride);
