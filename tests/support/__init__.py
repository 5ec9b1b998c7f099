"""What tests, the attacks and the benchmarks share."""
