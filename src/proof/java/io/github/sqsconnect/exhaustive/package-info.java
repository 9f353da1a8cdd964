/**
 * The exhaustive driver of the {@link io.github.sqsconnect.world simulated world}: everything that
 * can happen in a small one. It has two partitions with a few records, a window of two requests,
 * two messages a request, and a few faults. The real task is driven through every order of polls,
 * answers, commits, crashes, rebalances and waits.
 *
 * <p>{@link io.github.sqsconnect.exhaustive.ExhaustiveSearch} goes from state to state; a {@link
 * io.github.sqsconnect.exhaustive.SmallWorld} carries out what is chosen; {@link
 * io.github.sqsconnect.exhaustive.Fingerprint} says when two states are one. It reads the state of
 * the core from {@link io.github.sqsconnect.delivery.PipelineSnapshot}.
 *
 * <p>Some of what can happen is not tried, because something that is tried covers it:
 *
 * <ul>
 *   <li>A crash forgets everything but commits and what is in the queue. So a crash in a call, at a
 *       send, or later than the last commit, leaves what a crash right after that commit leaves, or
 *       more in the queue; and more in the queue forbids less. There is one crash per state, as if
 *       what may be committed had just been committed. A restart is a last commit and a crash.
 *   <li>A commit that fails, or comes late, is a commit that was not made when the partition comes
 *       back: the partition then begins at any offset, and what lies before it is in the queue.
 *   <li>Until the task looks into its mailbox an answer has not arrived, and until it looks at a
 *       report the report is not done: both are chosen then. What a poll brings is chosen when the
 *       task asks, which is after it has settled; between two of its records more answers may come.
 *   <li>A call to the reporter ends at once or blocks. Whether one that blocks ends, blocks on, or
 *       has blocked for too long is chosen once in each put, when the task looks.
 *   <li>A request that is lost, or stored later than it times out, is for the task an answer that
 *       is lost; what the queue has is what the answers said it has.
 *   <li>The clock stands still while the task could send something. It moves by the one length that
 *       all waits have, also where the task waits in vain, and once past the 30 seconds that a
 *       fault may take to pass, when the second such answer comes.
 * </ul>
 *
 * <p>The simulation tests what this driver leaves out: records that are filtered, cannot be read,
 * or become several messages; limits that are learned and split by; credentials that are renewed; a
 * limited rate; groups with many waiting messages; the delivery timeout; ten rejected requests in a
 * row; waits of different lengths; the five minutes of deduplication. A full buffer, a record that
 * holds up its partition and a worker without reporter have scopes of their own, with one fault.
 *
 * <p>That equal fingerprints have equal futures is tested too: {@code FingerprintTest} compares
 * them on thousands of states that were not followed.
 */
package io.github.sqsconnect.exhaustive;
