/**
 * A file beside the answer's own in every SQL question: statements to try things out with. It is saved and can be
 * replayed like all that is typed, and is never graded.
 */
export const scratchFile = 'scratch.sql';

export const scratchText = '-- For trying things out. Saved, and not part of the answer.\n\n';
