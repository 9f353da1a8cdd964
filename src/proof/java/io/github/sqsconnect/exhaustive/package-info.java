/**
 * The exhaustive driver of the {@link io.github.sqsconnect.world simulated world}: everything that
 * can happen in a small one. It has two partitions with a few records, a window of two requests,
 * two messages a request, and a few faults. The real task is driven through every order of polls,
 * answers, commits, crashes, rebalances and waits. In some scopes each partition has a topic and a
 * queue of its own.
 *
 * <p>{@link io.github.sqsconnect.exhaustive.ExhaustiveSearch} goes from state to state; a {@link
 * io.github.sqsconnect.exhaustive.SmallWorld} carries out what is chosen; {@link
 * io.github.sqsconnect.exhaustive.Fingerprint} decides whether two states are equal. It reads the
 * state of the core from {@link io.github.sqsconnect.delivery.PipelineSnapshot}.
 *
 * <p>Some events are not tried, because another event covers them:
 *
 * <ul>
 *   <li>After a crash only the commits and the queue remain. A crash during a call, at a send, or
 *       later than the last commit leaves the same as a crash right after that commit, or more
 *       messages in the queue; and more messages in the queue only permit more. So there is one
 *       crash per state, right after a commit of all committable offsets. A restart is a last
 *       commit and a crash.
 *   <li>A commit that fails or comes late equals a missing commit when the partition is assigned
 *       again: the partition then starts at any offset, and the records before it are in the queue.
 *   <li>The task cannot see a response before it asks for completions, nor the end of a report
 *       before it checks the report. Both are chosen at that time. The records of a poll are chosen
 *       when the task reads them; between two of them more responses may arrive.
 *   <li>A call to the reporter ends at once or blocks. Once in each put, when the task checks, it
 *       is chosen whether a blocked call ends, continues to block, or has blocked for too long.
 *   <li>A request that is lost, or that is stored after its timeout, is a lost response for the
 *       task. The queue contains what the responses reported.
 *   <li>The clock does not move while the task could send something. It advances by the one length
 *       that all waits have, also where the task waits in vain. It advances once by the 30 seconds
 *       for temporary faults, when the second such response comes.
 * </ul>
 *
 * <p>The simulation tests what this driver leaves out: records that are filtered, cannot be read,
 * or become several messages; limits that are learned and split by; credentials that are renewed; a
 * limited rate; groups with many waiting messages; the delivery timeout; ten rejected requests in a
 * row; waits of different lengths; the five minutes of deduplication. A full buffer, a record that
 * stalls its partition and a worker without reporter have scopes of their own, with one fault.
 *
 * <p>That equal fingerprints have equal futures is tested too: {@code FingerprintTest} compares
 * them on thousands of states that were not followed.
 */
package io.github.sqsconnect.exhaustive;
