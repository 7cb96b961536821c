import { mayAccess, type Relation } from '../../domain/access.ts';
import type { StaffPrincipal } from '../session.ts';

/** Automatic results of a finished attempt: for those whom the access table lets, and for all its raters where the position does not seal them. */
export function mayReadGrades(
  principal: StaffPrincipal,
  relation: Relation,
  position: { autoResultsSealed: boolean },
): boolean {
  return mayAccess(principal, 'grade.read', relation) || !position.autoResultsSealed;
}
