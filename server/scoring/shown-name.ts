/** How a candidate is called on a scorer's page: by name, or by four signs of the attempt when names are hidden. */
export function shownName(attemptId: string, name: string, namesHidden: boolean): string {
  return namesHidden ? `Candidate ${attemptId.slice(0, 4).toUpperCase()}` : name;
}
