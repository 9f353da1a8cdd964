package io.github.sqsconnect.exhaustive;

/**
 * What is remembered of a state.
 *
 * @param high one half of the hash of its fingerprint
 * @param low the other half
 * @param hidden what only the ledger knows: see {@code Ledger.hiddenState}
 * @param faults how many faults it took to get there
 * @param isBetweenCalls whether no call of the worker is running
 */
record VisitedState(long high, long low, long hidden, int faults, boolean isBetweenCalls) {}
