using GradCam.Networks;
using GradCam.Weights;

namespace GradCam.Cli.Commands;

/// <summary>Finds the checkpoint that a call means: the file that it names, else the network's published weights.</summary>
internal static class WeightSource
{
    /// <summary>The path that was given; without one, that of the published weights in PyTorch's cache, fetched first where they are not there.</summary>
    /// <param name="weightPath">The path as typed; null where none was.</param>
    /// <param name="network">The network as typed; null for the default one.</param>
    /// <param name="version">Which published weights; null for the network's first.</param>
    /// <param name="offline">Forbids fetching.</param>
    /// <param name="terminal">Shows how far a fetch has come.</param>
    /// <exception cref="UsageException">The network has no weights of this version.</exception>
    /// <exception cref="WeightsException">There are no published weights to be had.</exception>
    public static string Find(string? weightPath, string? network, string? version, bool offline, Terminal terminal) =>
        weightPath ?? Fetch(NetworkCatalog.Find(network ?? NetworkOptions.Default), version, offline, terminal).Path;

    /// <summary>A network's published weights out of the cache, fetched first where they are not there.</summary>
    /// <exception cref="UsageException">The network has no weights of this version.</exception>
    /// <exception cref="WeightsException">They could not be had.</exception>
    public static FetchedFile Fetch(NetworkDefinition network, string? version, bool offline, Terminal terminal)
    {
        WeightFetcher fetcher = new(WeightCache.FromEnvironment(), FetchOptions.FromEnvironment(offline));
        return fetcher.FetchAsync(PublishedWeights.Find(network, version).File, new FetchDisplay(terminal)).GetAwaiter().GetResult();
    }
}
