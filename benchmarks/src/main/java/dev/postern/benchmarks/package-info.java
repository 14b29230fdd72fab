/**
 * What Postern costs, beside proxies that other people run.
 *
 * <pre>
 *   Bench --starts--> each proxy in turn
 *     |--{@link dev.postern.benchmarks.Workload}--> proxy --TLS--> {@link dev.postern.benchmarks.StubProvider}
 *     '--{@link dev.postern.benchmarks.ProcessTree}: what all processes of that proxy have used
 * </pre>
 *
 * <p>All proxies are measured in the same run, one after the other in each repetition, so that
 * ratios hold on a machine that has other things to do. What the mail programs and the provider
 * cost here is charged to nobody; that they could do much more is shown by measuring the way
 * without any proxy. {@code scripts/bench} makes the configurations and starts this.
 */
@NullMarked
package dev.postern.benchmarks;

import org.jspecify.annotations.NullMarked;
