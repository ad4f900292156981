// libtorch's number of threads is the process's: a test that loads a network would change the last bits of another's numbers in mid-work.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
