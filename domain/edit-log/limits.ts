/** Bounds of the edit log that the browser and the server must agree on. Those of the server alone are in server/. */

/** One update of a browser stays below this, far under what the server takes, so that no batch is ever too large. */
export const chunkBytesMax = 16 * 1024;
/** Structs of one update. Bounds the work of merging: an honest chunk of 16 KB holds fewer. */
export const structsPerUpdateMax = 4_000;
/** Ranges of one update's deletions. */
export const deleteRangesPerUpdateMax = 10_000;
/** Items that merging one update may have to walk past: about a fifth of a second. Honest ones need hundreds. */
export const integrationStepsMax = 1_000_000;
/** Client ids of one document: every loading of its page takes a new one. */
export const documentClientsMax = 2_000;
/** No honest document comes near it; a larger clock would only make room for overflow. */
export const clockMax = 2 ** 40;
/** Keys of maps and single values (a pick, a typed number, a unit, a file's path). */
export const keyCharactersMax = 200;
export const valueCharactersMax = 2_000;
/** The longest list of documents that a stream's cursor names. */
export const cursorDocumentsMax = 64;
