// libtorch takes all processors for each test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Shapes.Tests;

/// <summary>Tests that share the network.</summary>
[CollectionDefinition(nameof(TrainedNetworkTests))]
public sealed class TrainedNetworkTests : ICollectionFixture<TrainedNetwork>;
