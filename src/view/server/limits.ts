/**
 * How much the view keeps, takes and waits: whoever connects, and however long the app runs, the view stays within these.
 * Sizes are bytes, times milliseconds.
 */
export const LIMITS = {
  /** What the model keeps; older ones go. */
  model: {
    calls: 100_000,
    unfinishedCalls: 10_000,
    logs: 10_000,
    changes: 1_000,
    passes: 2_000,
    hits: 20_000,
    series: 600,
  },
  /** What a page begins with. Calls that have not ended come on top. */
  snapshot: { calls: 2_000, logs: 1_000, changes: 200, passes: 500, hits: 5_000 },
  page: { defaultItems: 100, maxItems: 1_000 },
  stream: {
    /** At most ten updates a second. */
    updateEveryMs: 100,
    heartbeatMs: 15_000,
    /** How long one snapshot serves new connections, which get what happened since behind it. */
    snapshotReuseMs: 1_000,
    /** What can be resumed. */
    recentEvents: 1_000,
    recentBytes: 16 * 1024 * 1024,
    /** More unsent bytes than this, and a connection gets no more until it has read them. */
    unsentBytes: 1024 * 1024,
    connections: 100,
  },
  /** How long after the last request somebody still counts as looking, and how long the next one waits for news. */
  attention: { lastsMs: 1_000, catchUpMs: 250 },
  asks: { timeoutMs: 5_000, unanswered: 100 },
  http: {
    connections: 200,
    headerBytes: 16 * 1024,
    headers: 100,
    targetLength: 8_000,
    bodyBytes: 1024 * 1024,
    headersTimeoutMs: 5_000,
    requestTimeoutMs: 10_000,
    keepAliveTimeoutMs: 5_000,
    idleTimeoutMs: 60_000,
    requestsPerSecond: 1_000,
  },
  json: { depth: 100, values: 100_000 },
  text: { path: 1_000, search: 1_000 },
  /** Between the end of the app and that of the thread. */
  lingerMs: 200,
} as const;
