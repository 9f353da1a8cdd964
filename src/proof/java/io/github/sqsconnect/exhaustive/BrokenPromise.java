package io.github.sqsconnect.exhaustive;

/**
 * A promise that was broken.
 *
 * @param kind which
 * @param steps the run step by step; no run with fewer faults breaks one
 */
record BrokenPromise(String kind, String steps) {}
