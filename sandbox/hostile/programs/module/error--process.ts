// Wants the process.
// @ts-expect-error not defined
export default process.env;
