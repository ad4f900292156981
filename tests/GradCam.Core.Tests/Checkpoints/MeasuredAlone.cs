namespace GradCam.Core.Tests.Checkpoints;

/// <summary>Tests that measure the process's memory or count its tensors: nothing runs beside them.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
