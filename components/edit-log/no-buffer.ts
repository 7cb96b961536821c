/** Stands for Node's `Buffer` in the browser, where it does not exist: see `next.config.ts`. */
export const Buffer = undefined;
