/** Who pressed Run. Only the candidate and the people of the session can: who is none of them is the candidate's session. */
export function runnerName(people: readonly { personId: string; name: string }[], authorId: string): string {
  return people.find((one) => one.personId === authorId)?.name ?? 'Candidate';
}
