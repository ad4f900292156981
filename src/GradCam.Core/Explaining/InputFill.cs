namespace GradCam;

/// <summary>Writes one input of the network.</summary>
/// <param name="input">3 x S x S numbers, channel by channel and row by row, normalised; all are to be written.</param>
internal delegate void InputFill(Span<float> input);
