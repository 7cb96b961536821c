// Nests its result deeper than JSON can be written.
// limits: wallMs=15000
let value: unknown = [];
for (let i = 0; i < 100_000; i += 1) value = [value];
export default value;
