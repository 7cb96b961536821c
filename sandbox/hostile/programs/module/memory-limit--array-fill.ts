// Fills an array of thirty million slots in one native call.
// limits: wallMs=15000
export default new Array(30_000_000).fill(0).length;
