/** Connections that fail by less are not marked: it is noise of a run. */
export const failingShare = 0.005;
