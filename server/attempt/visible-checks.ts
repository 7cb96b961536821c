/** What a candidate reads of one check of a run. */
export interface VisibleCheck {
  name: string;
  title: string;
  passed: boolean;
  message: string;
  input: string | null;
  expected: string | null;
  actual: string | null;
}

/** Built key by key: what a check gets later stays on the server until somebody writes it down, and hidden ones never pass. */
export function visibleChecks(checks: ReadonlyArray<VisibleCheck & { visible: boolean }>): VisibleCheck[] {
  return checks
    .filter((check) => check.visible)
    .map(({ name, title, passed, message, input, expected, actual }) => ({
      name,
      title,
      passed,
      message,
      input,
      expected,
      actual,
    }));
}
