// Exports a cycle.
const value: Record<string, unknown> = {};
value.self = value;
export default value;
