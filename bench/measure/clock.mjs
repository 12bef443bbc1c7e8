/**
 * Processor time of this process in seconds, its compiler threads and garbage collection included. Unlike wall time it
 * does not see who else is on the machine.
 */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Seconds a call over that many calls. */
export function timed(call, calls) {
  const start = cpuSeconds();
  for (let at = 0; at < calls; at++) call();
  return (cpuSeconds() - start) / calls;
}
