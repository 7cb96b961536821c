/** A share as a percentage, whole where it is whole: `30 %`, `12.5 %`. A part of a choice may have lost more than it earned. */
export function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
