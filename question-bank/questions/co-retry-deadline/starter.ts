export async function withRetry<T>(op: (call: Call) => Promise<T>, options: RetryOptions): Promise<T> {
  return op({ attempt: 1, remainingMs: options.deadlineMs });
}
