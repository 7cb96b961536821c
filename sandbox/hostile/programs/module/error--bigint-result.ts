// Exports what JSON cannot hold.
export default 10n;
