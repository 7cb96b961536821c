/** The number of no question: before the start its page names the files that all questions need. */
export const beforeQuestions = 0;

/**
 * Brings the built files of the question page into the browser's cache, so that after Start one answer of the server is
 * all that comes down the line. They carry their hash in their name, so the browser asks for them no second time.
 */
export async function loadQuestionFiles(): Promise<void> {
  const page = await fetchText(`/take/q/${beforeQuestions}`);
  const names = new Set(page.match(/\/_next\/static\/[^"'\\\s)<>]+/gu) ?? []);
  await Promise.all([...names].map(fetchText));
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
