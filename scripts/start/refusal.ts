/** A sentence for the person who started us; there is nothing to debug. */
export class StartRefused extends Error {}
