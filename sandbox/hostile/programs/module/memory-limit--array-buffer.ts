// Asks for a gigabyte outside the heap at once.
// limits: wallMs=15000
export default new ArrayBuffer(2 ** 30).byteLength;
