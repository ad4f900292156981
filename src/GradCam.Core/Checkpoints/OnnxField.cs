namespace GradCam.Checkpoints;

/// <summary>One field of a message as it stands in a file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">How it is written: one of <see cref="OnnxWire"/>'s kinds.</param>
/// <param name="Value">The bits of a number; of bytes 0.</param>
/// <param name="Start">Where its bytes begin in the file; of a number 0.</param>
/// <param name="End">Where they end.</param>
internal sealed record OnnxField(int Number, int Kind, ulong Value, long Start, long End);
