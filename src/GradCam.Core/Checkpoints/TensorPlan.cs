namespace GradCam.Checkpoints;

/// <summary>A run of elements of one type that lies inside the file.</summary>
internal sealed record StoredBlock(long Start, long Elements, ElementType Type);

/// <summary>A tensor as a file describes it: a view of a block, its numbers not checked yet.</summary>
internal sealed record TensorPlan(string Name, StoredBlock Block, long Offset, long[] Size, long[] Stride);
