namespace GradCam.Core.Tests.Reference;

/// <summary>Tests that run whole networks, one after another: each takes up to a gigabyte and every core.</summary>
[CollectionDefinition(nameof(WholeNetworks), DisableParallelization = true)]
public class WholeNetworks;
