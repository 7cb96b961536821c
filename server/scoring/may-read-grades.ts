import { mayAccess, type Relation } from '../../domain/access.ts';
import type { StaffPrincipal } from '../session.ts';

/**
 * Automatic results: for those whom the access table lets, and for all raters where the position does not seal them. The
 * caller has seen to it that the attempt is finished and that its answers may be read.
 */
export function mayReadGrades(
  principal: StaffPrincipal,
  relation: Relation,
  position: { autoResultsSealed: boolean },
): boolean {
  return mayAccess(principal, 'grade.read', relation) || !position.autoResultsSealed;
}
